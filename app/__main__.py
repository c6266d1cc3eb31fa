"""`python -m app` is `puente`."""

from app.cli.main import main

if __name__ == "__main__":
    main()
