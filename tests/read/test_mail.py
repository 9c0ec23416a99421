"""E-mails and pages saved as one file: what they say, their attachments, and how deep they may nest."""

from __future__ import annotations

import io
import time
import zipfile
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from taizhang.errors import SourceError
from taizhang.read import Limits, read_source
from taizhang.types import Reading

SAID = "截至2024年8月底，我区承担的12项整改任务已完成9项。"
LIST = "序号,问题,整改时限\n1,污水直排,立行立改\n"


def mail(text: str | None = SAID) -> EmailMessage:
    """A mail of 5 September that says `text`."""
    message = EmailMessage()
    message["Subject"], message["To"] = "关于报送整改进展的函", "office@example.cn"
    message["Date"] = "Thu, 05 Sep 2024 09:30:00 +0800"
    if text is not None:
        message.set_content(text, charset="gb18030", cte="base64")
    return message


def readings(
    message: EmailMessage | bytes, name: str = "函.eml", limits: Limits = Limits()
) -> list[Reading | SourceError]:
    """What is read of a mail."""
    return list(read_source(message if isinstance(message, bytes) else message.as_bytes(), name, limits))


def test_a_mail_and_its_attachments_are_each_a_bulletin() -> None:
    message = mail()
    message.add_attachment(
        LIST.encode("gb18030"), maintype="application", subtype="octet-stream", filename="整改清单.csv"
    )
    said, listed = readings(message.as_bytes(policy=SMTP))
    assert isinstance(said, Reading)
    assert isinstance(listed, Reading)
    assert (said.source_uri, said.text.strip(), said.warnings) == ("函.eml", SAID, ())
    assert said.metadata == {"title": "关于报送整改进展的函", "published_on": "2024-09-05"}
    assert (listed.source_uri, len(listed.tables)) == ("函.eml!整改清单.csv", 1)


def test_of_two_ways_to_say_the_same_the_page_is_read_and_its_pictures_are_not() -> None:
    message = mail()
    message.add_alternative(f"<html><body><p>{SAID}</p><img src='cid:logo'></body></html>", subtype="html")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo>", filename="image001.png")  # type: ignore[union-attr]
    (said,) = readings(message)
    assert isinstance(said, Reading)
    assert (said.media_type, said.text.strip()) == ("text/html", SAID)


def test_a_mail_with_pictures_in_it_keeps_its_subject_and_day() -> None:
    message = mail(None)
    message.set_content(f"<html><body><p>{SAID}</p><img src='cid:logo'></body></html>", subtype="html")
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo>", filename="image001.png")
    (said,) = readings(message)
    assert isinstance(said, Reading)
    assert said.metadata == {"title": "关于报送整改进展的函", "published_on": "2024-09-05"}


def test_a_saved_page_is_read_as_the_page_it_was_and_not_dated_by_the_day_it_was_saved() -> None:
    page = f"<html><head><title>整改公示</title></head><body><h1>整改公示</h1><p>{SAID}</p></body></html>"
    saved = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: http://example.cn/1.html\nSubject: x\n"
        "Date: Tue, 1 Sep 2026 20:00:00 +0800\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        f"--b\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{page}\n"
        "--b\nContent-Type: text/css\nContent-Location: a.css\n\np{}\n--b--\n"
    )
    for name in ("公示.mht", "公示.mhtml", "公示"):
        (reading,) = readings(saved.encode(), name)
        assert isinstance(reading, Reading)
        assert SAID in reading.text
        assert reading.metadata == {"title": "整改公示", "url": "http://example.cn/1.html"}
        assert not reading.warnings
    (alone,) = readings(
        f"Subject: 整改公示\nDate: Tue, 1 Sep 2026 20:00:00 +0800\nMIME-Version: 1.0\nContent-Location: http://example.cn/1.html\n"
        f"Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{page}".encode()
    )
    assert isinstance(alone, Reading)
    assert alone.metadata == {"title": "整改公示", "url": "http://example.cn/1.html"}
    (called_doc,) = readings(saved.encode(), "公示.doc")
    assert isinstance(called_doc, Reading)
    assert "media_type_mismatch" in called_doc.warnings[0]


def test_a_forwarded_mail_is_read_with_what_hangs_on_it() -> None:
    inner = mail()
    inner.add_attachment(LIST.encode(), maintype="text", subtype="csv", filename="清单.csv")
    outer = mail("请查收。")
    outer.add_attachment(inner)
    uris = [r.source_uri for r in readings(outer, "转发.eml") if isinstance(r, Reading)]
    assert uris == ["转发.eml", "转发.eml!关于报送整改进展的函.eml", "转发.eml!关于报送整改进展的函.eml!清单.csv"]


def test_a_bad_attachment_fails_alone() -> None:
    message = mail()
    message.add_attachment(b"PK\x03\x04 torn", maintype="application", subtype="zip", filename="坏.docx")
    said, failed = readings(message)
    assert isinstance(said, Reading)
    assert isinstance(failed, SourceError)
    assert failed.reason == "damaged"
    assert str(failed).startswith("函.eml!坏.docx: ")


def test_mails_in_mails_end_at_the_depth_that_is_allowed() -> None:
    message = mail()
    for _ in range(6):
        outer = mail("转发")
        outer.add_attachment(message)
        message = outer
    *said, failed = readings(message, limits=Limits(archive_depth=2))
    assert len(said) == 2
    assert isinstance(failed, SourceError)
    assert failed.reason == "too_large"


def test_an_archive_in_a_mail_has_its_limits() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("大.txt", "一" * 100_000)
    message = mail()
    message.add_attachment(stream.getvalue(), maintype="application", subtype="zip", filename="附.zip")
    _, failed = readings(message, limits=Limits(expanded_bytes=1000))
    assert isinstance(failed, SourceError)
    assert failed.reason == "too_large"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_subject_and_a_name_in_raw_bytes_do_not_stop_a_mail(charset: str) -> None:
    data = (
        'Subject: 整改函\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\n'
        f'{SAID}\n--b\nContent-Disposition: attachment; filename="清单.csv"\n\n{LIST}--b--\n'
    ).encode(charset)
    said, listed = readings(data)
    assert isinstance(said, Reading)
    assert isinstance(listed, Reading)
    assert said.metadata == {"title": "整改函"}
    assert listed.source_uri == "函.eml!附件.csv"


def test_a_mail_that_holds_nothing_is_empty() -> None:
    with pytest.raises(SourceError, match=r"函\.eml") as failed:
        readings(mail(None))
    assert failed.value.reason == "empty"


ENDLESS = '";"' * 80_000
FIELDS = ("Content-Type: multipart/mixed; x=", "Content-Disposition: attachment; filename=", "Subject: ")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("before", ["", 'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'], ids=["mail", "part"])
def test_a_field_without_an_end_is_refused_and_not_pondered(field: str, before: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(SourceError) as failed:
        readings(f"MIME-Version: 1.0\n{before}{field}{ENDLESS}\n\nx".encode())
    assert failed.value.reason == "damaged"
    assert time.perf_counter() - begin < 2


def test_a_mail_to_a_thousand_people_is_read() -> None:
    message = mail()
    message.replace_header("To", ", ".join(f"office{n}@example.cn" for n in range(1000)))
    (said,) = readings(message)
    assert isinstance(said, Reading)


def test_a_field_of_a_plain_text_makes_no_mail() -> None:
    (reading,) = readings(f"时间:2024年\n{SAID}".encode(), "通知.txt")
    assert isinstance(reading, Reading)
    assert reading.media_type == "text/plain"
