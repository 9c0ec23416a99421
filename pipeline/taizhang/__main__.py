"""`python -m taizhang` and the console script: the `taizhang` command, stopped in one line even while it is still loading."""

import sys

_READING = frozenset({"run", "retry", "watch"})
_NOTHING_TO_LOAD = frozenset({"--help", "--dry-run", "ray"})


def main() -> None:
    """Run the command; Ctrl-C before it has begun ends with code 130 as well."""
    try:
        if sys.argv[1:2] and sys.argv[1] in _READING and _NOTHING_TO_LOAD.isdisjoint(sys.argv):
            from taizhang.forking import load_ahead

            load_ahead()  # rules and models are loaded while this process imports what a run needs and reads its settings
        from taizhang.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
