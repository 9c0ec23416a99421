"""Mails of every shape: what is said in several ways, pages with frames, names, what is not read, limits that are shared."""

from __future__ import annotations

import base64

import pytest
from tests.read.test_bad_input import archive
from tests.read.test_mail import LIST, SAID, mail, readings

from taizhang.errors import SourceError
from taizhang.read import Limits
from taizhang.types import Reading

PAGE = f"<html><body><p>{SAID}</p></body></html>"
PLAIN = f"Content-Type: text/plain; charset=utf-8\n\n{SAID}"
EMPTY_PAGE = "Content-Type: text/html\n\n<html><body><br></body></html>"
CALENDAR = "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"


def parts(kind: str, *inside: str, fields: str = "") -> bytes:
    """A mail of this kind with these parts."""
    bodies = "".join(f"--b\n{part}\n" for part in inside)
    return f"{fields}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=b\n\n{bodies}--b--\n".encode()


def attached(name: str, content: str = LIST, kind: str = "application/octet-stream") -> str:
    """A part that is a file."""
    return f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n\n{content}'


def read(data: bytes, limits: Limits = Limits()) -> list[Reading]:
    """What is read of a mail none of which fails."""
    found = [found for found in readings(data, limits=limits) if isinstance(found, Reading)]
    assert len(found) == len(readings(data, limits=limits))
    return found


OTHER_WAYS = [
    CALENDAR,
    f"Content-Type: text/x-amp-html\n\n{PAGE}",
    f"Content-Type: text/enriched\n\n<bold>{SAID}</bold>",
    EMPTY_PAGE,
    "Content-Type: text/html\n\n",
]


@pytest.mark.parametrize("other", OTHER_WAYS)
def test_words_in_plain_text_are_not_lost_beside_another_way_to_say_them(other: str) -> None:
    (said,) = read(parts("alternative", PLAIN, other))
    assert SAID in said.text


def test_of_several_ways_the_last_page_with_words_is_read() -> None:
    amp, page = "Content-Type: text/x-amp-html\n\n<p>AMP</p>", f"Content-Type: text/html\n\n{PAGE}"
    (said,) = read(parts("alternative", "\n一句话", amp, page, EMPTY_PAGE))
    assert said.text.strip() == SAID


def test_files_among_the_ways_to_say_the_same_are_read() -> None:
    said, listed = read(parts("alternative", PLAIN, f"Content-Type: text/html\n\n{PAGE}", attached("清单.csv")))
    assert (said.media_type, listed.source_uri) == ("text/html", "函.eml!附件.csv")


def test_a_page_without_words_beside_a_file_is_no_failure() -> None:
    (listed,) = read(parts("mixed", EMPTY_PAGE, attached("a.csv")))
    assert listed.source_uri == "函.eml!a.csv"


def test_a_page_in_parts_begins_where_it_says() -> None:
    style = "Content-Type: text/css\nContent-ID: <style>\n\np{}"
    (said,) = read(parts('related; start="<root>"', style, f"Content-Type: text/html\nContent-ID: <root>\n\n{PAGE}"))
    assert said.text.strip() == SAID


def test_all_frames_of_a_page_are_read() -> None:
    root = "Content-Type: text/html\n\n<html><frameset><frame src=a><frame src=b></frameset><noframes><body>旧</body></noframes></html>"
    frames = [f"Content-Type: text/html; charset=utf-8\n\n<p>{SAID}{name}</p>" for name in "甲乙"]
    first, second = read(parts("related", root, *frames))
    assert (first.source_uri, first.text.strip()) == ("函.eml", f"{SAID}甲")
    assert (second.source_uri, second.text.strip()) == ("函.eml!正文2", f"{SAID}乙")


def test_a_page_within_a_page_is_not_read_without_frames() -> None:
    (said,) = read(
        parts("related", f"Content-Type: text/html\n\n{PAGE}", "Content-Type: text/html\n\n<p>广告位招租</p>")
    )
    assert said.text.strip() == SAID


@pytest.mark.parametrize(
    ("part", "named"),
    [
        (attached("smime.p7s", "0", "application/pkcs7-signature"), "smime.p7s"),
        (attached("x", "0", "application/pgp-signature"), "x"),
        (attached("winmail.dat", "0"), "winmail.dat"),
        ("Content-Type: application/ms-tnef\n\n0", "application/ms-tnef"),
        (CALENDAR, "text/calendar"),
        ("Content-Type: audio/mpeg\n\n0", "audio/mpeg"),
    ],
)
def test_what_is_not_read_is_told(part: str, named: str) -> None:
    (said,) = read(parts("mixed", PLAIN, part))
    assert [w.partition(" 未读")[0] for w in said.warnings] == [f"read: parts_unread: 邮件里的 {named}"]


def test_a_mail_of_nothing_that_is_read_says_so() -> None:
    with pytest.raises(SourceError, match=r"winmail\.dat") as failed:
        readings(parts("mixed", attached("winmail.dat", "0")))
    assert failed.value.reason == "unsupported"


def test_a_file_without_a_name_is_read_by_its_content() -> None:
    packed = base64.b64encode(archive({"a.txt": SAID.encode()})).decode()
    _, inner = read(
        parts("mixed", PLAIN, f"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n{packed}")
    )
    assert inner.source_uri == "函.eml!附件!a.txt"


def test_a_forwarded_mail_in_base64_is_read_as_a_mail() -> None:
    packed = base64.encodebytes(mail().as_bytes()).decode()
    _, inner = read(
        parts("mixed", PLAIN, f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{packed}")
    )
    assert (inner.source_uri, inner.text.strip()) == ("函.eml!关于报送整改进展的函.eml", SAID)


def encoded(text: str) -> str:
    """A text as a mail writes it in a field."""
    return f"=?utf-8?b?{base64.b64encode(text.encode('utf-8', 'surrogatepass')).decode()}?="


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (encoded("关于5/6月份整改进展的函"), "关于5/6月份整改进展的函"),
        (encoded("整\x00改\x1b[2J\u202e函"), "整改[2J函"),
        (encoded("函" * 2000), "函" * 200),
        ("=?unicode_escape?q?=5Cud800x?=", "\\ud800x"),
        ("=?utf-7?q?+2AA-x?=", "x"),
        ("=?idna?q?xn--a?=", "xn--a"),
        ("=?punycode?q?=ff?=", "\ufffd"),
    ],
)
def test_a_subject_is_one_line_that_can_be_written(subject: str, title: str) -> None:
    (said,) = read(f"Subject: {subject}\nMIME-Version: 1.0\n{PLAIN}".encode())
    assert said.metadata["title"] == title


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (f'filename="{encoded("5/6月.csv")}"', "5_6月.csv"),
        (f'filename="{encoded("清" * 2000 + ".csv")}"', "清" * 196 + ".csv"),
        ("filename*=utf-8''%E6%B8%85%E2%80%AE%1B.csv", "清.csv"),
        ("filename*=idna''a%FF.csv", "附件.csv"),
        ("filename*=unicode_escape''%5Cud800.csv", "\\ud800.csv"),
    ],
)
def test_a_name_is_short_and_can_be_written(field: str, name: str) -> None:
    (listed,) = read(parts("mixed", f"Content-Disposition: attachment; {field}\n\n{LIST}"))
    assert listed.source_uri == f"函.eml!{name}"


def test_files_of_one_name_are_told_apart() -> None:
    found = read(parts("mixed", *[attached(name) for name in ("a.csv", "a(2).csv", "a.csv", "a.csv")]))
    assert len({r.source_uri for r in found}) == 4
    assert found[3].source_uri == "函.eml!a(3).csv"


@pytest.mark.parametrize("field", ["Date: Thu, 05 Sep 2024 09:30:00 +99999999999999", "X: x"])
@pytest.mark.parametrize("charset", ["idna", "punycode", "unicode_escape", "none"])
def test_a_bad_date_or_charset_does_not_stop_a_mail(field: str, charset: str) -> None:
    data = f"To: a@example.cn\n{field}\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n{SAID}"
    (said,) = read(data.encode())
    assert (said.text, dict(said.metadata)) == (SAID, {})


def test_the_archives_in_a_mail_share_what_may_be_unpacked() -> None:
    packed = base64.b64encode(archive({"a.txt": b"x" * 900_000})).decode()
    zips = [
        f"Content-Type: application/zip; name={n}.zip\nContent-Transfer-Encoding: base64\n\n{packed}" for n in range(9)
    ]
    first, *others = readings(parts("mixed", *zips), limits=Limits(expanded_bytes=1_000_000))
    assert isinstance(first, Reading)
    assert [e.reason for e in others if isinstance(e, SourceError)] == ["too_large"] * 8


def test_the_parts_of_a_mail_count_as_files() -> None:
    assert len(read(parts("mixed", *[attached("a.csv")] * 99), Limits(archive_files=100))) == 99
    with pytest.raises(SourceError) as failed:
        readings(parts("mixed", *[attached("a.csv")] * 100), limits=Limits(archive_files=100))
    assert failed.value.reason == "too_large"


def test_the_mails_in_an_archive_share_its_files() -> None:
    inner = parts("mixed", *[attached("a.csv")] * 40)
    found = readings(archive({f"{n}.eml": inner for n in range(9)}), "a.zip", Limits(archive_files=100))
    assert len([r for r in found if isinstance(r, Reading)]) == 80
    assert {e.reason for e in found if isinstance(e, SourceError)} == {"too_large"}


def test_mails_and_archives_in_turn_end_at_the_depth_that_is_allowed() -> None:
    data = SAID.encode()
    for _ in range(2):
        packed = base64.b64encode(archive({"a": data})).decode()
        zipped = f"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n{packed}"
        data = parts("mixed", PLAIN, zipped)
    assert len(read(data, Limits(archive_depth=4))) == 3
    _, _, failed = readings(data, limits=Limits(archive_depth=3))
    assert isinstance(failed, SourceError)
    assert failed.reason == "too_large"
