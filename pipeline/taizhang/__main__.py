"""`python -m taizhang` and the console script: the `taizhang` command, stopped in one line even while it is still loading."""

import sys


def main() -> None:
    """Run the command; Ctrl-C before it has begun ends with code 130 as well."""
    try:
        from taizhang.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
