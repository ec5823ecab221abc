"""python -m deploy.bundles STAGE OUT.zip"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.bundles import STAGES, build
from development.steps import StepFailed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.bundles", description="Make a zip.")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    output: Path = options.output
    try:
        # Beside its place, so that a build that fails leaves the older zip as it was.
        with TemporaryDirectory(dir=output.parent) as folder:
            bundle = build(options.stage, Path(folder))
            bundle.path.replace(output)
    except (StepFailed, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{output}: {bundle.size_bytes:,} bytes, unzipped {bundle.unzipped_bytes:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
