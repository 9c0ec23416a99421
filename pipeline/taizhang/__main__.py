"""`python -m taizhang`: the same as the `taizhang` command."""

from taizhang.cli import main

if __name__ == "__main__":
    main()
