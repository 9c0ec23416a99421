"""The extractors in anyone's spaCy pipeline."""

import pytest
import spacy

SOURCE = "按照統(tǒng)一部署，截至2022年5月20日，市生态环境局办理38项整改任务。"


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("zh")
    for name in ("dates", "counts", "parties", "tasks"):
        nlp.add_pipe(f"taizhang_{name}")
    return nlp


def test_spans_carry_role_and_rule(nlp):
    doc = nlp(SOURCE)
    (span,) = doc.spans["taizhang_dates"]
    assert (span.text, span.label_) == ("截至2022年5月20日", "as_of")
    assert span.id_.startswith("dates.")


def test_typed_mentions_hang_on_the_doc(nlp):
    doc = nlp(SOURCE)
    assert [(c.value.value, c.object) for c in doc._.taizhang_counts] == [(38, "整改任务")]


def test_spans_count_in_the_docs_own_text_although_it_was_restored(nlp):
    doc = nlp(SOURCE)
    (span,) = doc.spans["taizhang_counts"]
    assert span.text == "38项"


def test_one_component_alone_works():
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe("taizhang_dates")
    doc = nlp("2022年底前完成")
    assert [s.text for s in doc.spans["taizhang_dates"]] == ["2022年底前"]
