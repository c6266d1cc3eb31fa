"""`make bench`: runs every timing and prints one table; `--json` prints one object."""

from __future__ import annotations

import json
import sys

from bench import coaching, drafting, exporting, load, model_runs, page

AIMS = {
    "guided_after_start_s": 1.0,
    "help_s": 0.4,
    "coach_whole_en_s": 0.150,
    "coach_whole_es_s": 0.150,
    "coach_sixty_pages_s": 5.0,
    "model_wall_over_union": 1.10,
    "model_revised_wall_s": 30.0,
    "model_calls": 24.0,
    "model_prompt_tokens": 45_000.0,
}


def main() -> None:
    """Prints what was measured on this machine, now."""
    of_page = {f"page_{k}": float(v) for k, v in page.measure().items()}
    of_coach = coaching.measure()
    found: dict[str, float] = {
        **drafting.measure(), **of_coach, **exporting.measure(), **model_runs.measure(), **of_page, **load.small(),
    }  # fmt: skip
    if "--json" in sys.argv:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        aim = f"   (aim < {AIMS[name]})" if name in AIMS else ""
        print(f"{name:32} {value:9.3f}{aim}")


if __name__ == "__main__":
    main()
