"""`python -m evals`: the examinations. Prints what was tested, and in one line what was not."""

from evals.cli import main

if __name__ == "__main__":
    main()
