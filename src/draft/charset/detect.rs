//! Tells an encoding: byte order mark, strict validity over the whole file, then frequencies.

mod validity;

use std::io::{Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use validity::Validity;

use super::{Charset, Ground};
use crate::draft::unreadable::{Account, Reason, Unreadable};

const CHUNK: usize = 64 * 1024;

/// The encoding of a source, read from its start. `speaks` tells whether a decoded opening reads
/// like a draft with Chinese headings, which settles what frequencies leave open.
pub(in crate::draft) fn detect<S: Read + Seek>(
    source: &mut S,
    choice: Option<&'static Encoding>,
    speaks: &dyn Fn(&Charset, &[u8]) -> bool,
) -> Result<Charset, Unreadable> {
    let head = head(source)?;
    let marked = Encoding::for_bom(&head).map(|(encoding, _)| encoding);
    if let Some(encoding) = choice {
        let bom = marked == Some(encoding);
        return supported(Charset { encoding, bom, told_by: Ground::Choice });
    }
    if let Some(encoding) = marked {
        return Ok(Charset { encoding, bom: true, told_by: Ground::ByteOrderMark });
    }
    refuse_what_is_no_text(&head)?;

    let mut utf8 = Validity::new(UTF_8);
    each_chunk(source, &mut |chunk, last| {
        utf8.feed(chunk, last);
        utf8.malformed.is_none()
    })?;
    let Some(bad_utf8) = utf8.malformed else {
        return Ok(Charset { encoding: UTF_8, bom: false, told_by: Ground::Validity });
    };
    let mut validity = Validity::new(GB18030);
    each_chunk(source, &mut |chunk, last| {
        validity.feed(chunk, last);
        validity.malformed.is_none()
    })?;
    let told = |encoding| Charset { encoding, bom: false, told_by: Ground::Detection };
    let is_gb = validity.malformed.is_none();
    let gb = told(if validity.has_four_bytes() { GB18030 } else { GBK });
    // headings that are known settle it; most Big5 is valid GBK too
    if is_gb && speaks(&gb, &head) {
        return Ok(gb);
    }
    let mut scan = Scan::new(is_gb);
    each_chunk(source, &mut |chunk, last| {
        scan.feed(chunk, last);
        is_gb || scan.big5.malformed.is_none()
    })?;
    let big5 = told(BIG5);
    let guess = scan.detector.guess(None, Utf8Detection::Deny);
    let is_big5 = scan.big5.malformed.is_none();
    if is_big5 && speaks(&big5, &head) {
        return Ok(big5);
    }
    let among_chinese = scan.detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if is_gb && (guess == GBK || (among_chinese == GBK && scan.has_runs())) {
        return Ok(gb);
    }
    // a file of UTF-8 with a damaged place
    let begins_as_utf8 = head.get(..bad_utf8).is_some_and(is_utf8);
    Err(cannot_tell(if begins_as_utf8 { UTF_8 } else { guess }, bad_utf8))
}

/// The error for a file whose encoding was said to be another than it is; `None` where `opening`,
/// the first bytes behind any byte order mark, agrees with what was said.
pub(in crate::draft) fn misnamed(charset: &Charset, opening: &[u8]) -> Option<Unreadable> {
    let (by_en, by_zh) = match charset.told_by {
        Ground::Choice => ("by the choice of encoding", "按指定的编码"),
        Ground::ByteOrderMark => ("by its byte order mark", "按字节顺序标记"),
        Ground::Validity | Ground::Declaration | Ground::Detection => return None,
    };
    let name = charset.name();
    // the opening may end within a character
    let malformed = malformed_at(charset.encoding, opening).filter(|at| at + 4 < opening.len());
    let is_utf8 = charset.encoding != UTF_8 && is_utf8(opening);
    if malformed.is_none() && !is_utf8 {
        return None;
    }
    let why = match malformed {
        Some(at) if !is_utf8 => {
            let at = at + charset.bom_length();
            (format!("byte {at} of it is no {name} text"), format!("第 {at} 字节不是 {name} 文本"))
        }
        _ => ("it is valid UTF-8".to_owned(), "全部字节均为有效的 UTF-8".to_owned()),
    };
    Some(Unreadable::new(
        Reason::Encoding,
        Account::new(
            (
                format!("the draft counts as {name} {by_en}, and it is not"),
                format!("{by_zh}该文件应为 {name}，实际并非如此"),
            ),
            why,
            (
                "name the right encoding with `--encoding`, such as UTF-8 or GB18030, or leave it to the program",
                "请用 `--encoding` 指明正确的编码（如 UTF-8、GB18030），或不指定而由程序判断",
            ),
        ),
    ))
}

/// Where a file that begins as UTF-8 ceases to be it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::draft) struct Departure {
    /// The first byte that is none.
    pub(in crate::draft) at: usize,
    /// Where its line begins, and which that is, counted from 1.
    pub(in crate::draft) line_start: usize,
    pub(in crate::draft) line: usize,
}

/// Where a source ceases to be UTF-8; `None` where it does not.
///
/// # Errors
/// Those of the source.
pub(in crate::draft) fn departure_from_utf8<S: Read + Seek>(
    source: &mut S,
) -> Result<Option<Departure>, Unreadable> {
    let mut utf8 = Validity::new(UTF_8);
    let (mut seen, mut departure) = (0, Departure { line: 1, ..Departure::default() });
    each_chunk(source, &mut |chunk, last| {
        utf8.feed(chunk, last);
        let valid = utf8.malformed.map_or(chunk.len(), |at| at.saturating_sub(seen));
        for at in memchr::memchr_iter(b'\n', &chunk[..valid]) {
            departure.line += 1;
            departure.line_start = seen + at + 1;
        }
        seen += chunk.len();
        utf8.malformed.is_none()
    })?;
    Ok(utf8.malformed.map(|at| Departure { at, ..departure }))
}

/// The first bytes of a source; leaves it somewhere behind them.
fn head<S: Read + Seek>(source: &mut S) -> Result<Vec<u8>, Unreadable> {
    let mut head = vec![0; CHUNK];
    source.seek(SeekFrom::Start(0)).map_err(|error| Unreadable::source(&error))?;
    let read = fill(source, &mut head).map_err(|error| Unreadable::source(&error))?;
    head.truncate(read);
    Ok(head)
}

/// Hands the source on from its start, until `go_on` has had enough.
fn each_chunk<S: Read + Seek>(
    source: &mut S,
    go_on: &mut dyn FnMut(&[u8], bool) -> bool,
) -> Result<(), Unreadable> {
    source.seek(SeekFrom::Start(0)).map_err(|error| Unreadable::source(&error))?;
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = fill(source, &mut chunk).map_err(|error| Unreadable::source(&error))?;
        let last = read < CHUNK;
        if !go_on(&chunk[..read], last) || last {
            return Ok(());
        }
    }
}

/// Fills a buffer as far as the source reaches; how far that is.
pub(in crate::draft) fn fill<S: Read>(source: &mut S, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn supported(charset: Charset) -> Result<Charset, Unreadable> {
    if Charset::supports(charset.encoding) {
        return Ok(charset);
    }
    let name = charset.name();
    Err(Unreadable::new(
        Reason::Encoding,
        Account::new(
            (format!("drafts in {name} are not supported"), format!("不支持 {name} 编码的文件")),
            (
                "in this encoding a byte cannot be told from its neighbours, so nothing could be written safely",
                "该编码的字节无法单独辨认，写入不安全",
            ),
            ("save the draft as UTF-8", "请将文件另存为 UTF-8"),
        ),
    ))
}

/// Workbooks, archives and UTF-16 without its mark are told apart from text before anything is guessed.
fn refuse_what_is_no_text(head: &[u8]) -> Result<(), Unreadable> {
    let workbook = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0");
    if workbook {
        return Err(Unreadable::new(
            Reason::NotADraft,
            Account::new(
                (
                    "this is a workbook or an archive, not a CSV or XML draft",
                    "这是工作簿或压缩文件，不是 CSV 或 XML 文件",
                ),
                ("only text can be read and written byte for byte", "只有文本文件才能逐字节读写"),
                ("save the sheet as \"CSV UTF-8\"", "请将工作表另存为“CSV UTF-8”"),
            ),
        ));
    }
    let nuls = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let pairs = head.len() / 2;
    if pairs > 0 && (even.max(odd) * 5 > pairs) {
        let name = if odd > even { UTF_16LE.name() } else { UTF_16BE.name() };
        return Err(Unreadable::new(
            Reason::Encoding,
            Account::new(
                ("the file has no text in an encoding that can be told", "无法判断文件的编码"),
                (
                    format!(
                        "it is full of NUL bytes: perhaps {name} without its byte order mark, perhaps no text at all"
                    ),
                    format!("文件中有大量 NUL 字节：可能是没有字节顺序标记的 {name}，也可能不是文本"),
                ),
                (
                    format!("name the encoding with `--encoding {name}`, or save the draft as UTF-8"),
                    format!("请用 `--encoding {name}` 指明编码，或将文件另存为 UTF-8"),
                ),
            ),
        ));
    }
    Ok(())
}

fn cannot_tell(guess: &'static Encoding, bad_utf8: usize) -> Unreadable {
    let name = if Charset::supports(guess) { guess.name() } else { "GB18030" };
    Unreadable::new(
        Reason::Encoding,
        Account::new(
            ("the encoding of the draft cannot be told", "无法判断文件的编码"),
            (
                format!(
                    "it is not UTF-8 (byte {bad_utf8} is not), and nothing speaks for GB18030 over the whole file; it resembles {}",
                    guess.name()
                ),
                format!(
                    "它不是 UTF-8（第 {bad_utf8} 字节不符），整个文件也不能确认为 GB18030；它像 {}",
                    guess.name()
                ),
            ),
            (
                format!("name the encoding, for example `--encoding {name}`, or save the draft as UTF-8"),
                format!("请指明编码，例如 `--encoding {name}`，或将文件另存为 UTF-8"),
            ),
        ),
    )
}

/// Whether bytes are valid UTF-8 and more than ASCII.
pub(in crate::draft) fn is_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

/// Where the first malformed sequence begins.
pub(in crate::draft) fn malformed_at(encoding: &'static Encoding, bytes: &[u8]) -> Option<usize> {
    let mut validity = Validity::new(encoding);
    validity.feed(bytes, true);
    validity.malformed
}

/// What a pass over a file learns that is not UTF-8, and whose headings are not known as GB18030.
struct Scan {
    is_gb: bool,
    big5: Validity,
    detector: EncodingDetector,
    fed: usize,
    sequence: Sequence,
    sequences: usize,
    in_runs: usize,
}

impl Scan {
    fn new(is_gb: bool) -> Self {
        Self {
            is_gb,
            big5: Validity::new(BIG5),
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            fed: 0,
            sequence: Sequence::Between,
            sequences: 0,
            in_runs: 0,
        }
    }

    fn feed(&mut self, bytes: &[u8], last: bool) {
        self.big5.feed(bytes, last);
        if self.is_gb {
            self.count_sequences(bytes);
        }
        // the frequencies of the first megabytes tell as much as those of a gigabyte
        const ENOUGH: usize = 2 * 1024 * 1024;
        self.fed += bytes.len();
        if self.fed <= ENOUGH {
            self.detector.feed(bytes, last);
        }
    }

    fn count_sequences(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.sequence = match (self.sequence, byte) {
                (Sequence::Between, 0x81..=0xFE) => Sequence::Lead { follows: false },
                (Sequence::Behind, 0x81..=0xFE) => Sequence::Lead { follows: true },
                (Sequence::Lead { follows }, _) => {
                    self.sequences += 1;
                    self.in_runs += usize::from(follows);
                    Sequence::Behind
                }
                _ => Sequence::Between,
            };
        }
    }

    /// Whether the characters stand next to each other, as Chinese ones do and accented letters do not.
    fn has_runs(&self) -> bool {
        self.in_runs * 3 >= self.sequences
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sequence {
    Between,
    Lead { follows: bool },
    Behind,
}
