"""Make the models of `classify/` from corpora: `taizhang train`. The same corpora give the same bytes."""
