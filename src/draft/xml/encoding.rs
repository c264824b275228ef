//! The encoding of an XML file: byte order mark, then its declaration, then UTF-8, as XML has it.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::draft::charset::{Charset, Ground, is_utf8, malformed_at};
use crate::draft::unreadable::{Account, Reason, Unreadable};

pub(super) fn tell(bytes: &[u8], choice: Option<&'static Encoding>) -> Result<Charset, Unreadable> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = choice {
        return supported(Charset { encoding, bom: marked == Some(encoding), told_by: Ground::Choice });
    }
    if let Some(encoding) = marked {
        return Ok(Charset { encoding, bom: true, told_by: Ground::ByteOrderMark });
    }
    let without_mark = |encoding, told_by| Charset { encoding, bom: false, told_by };
    if bytes.starts_with(b"<\0") {
        return Ok(without_mark(UTF_16LE, Ground::Declaration));
    }
    if bytes.starts_with(b"\0<") {
        return Ok(without_mark(UTF_16BE, Ground::Declaration));
    }
    let Some(label) = declared(bytes) else { return utf8(bytes) };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(refusal(
            (
                format!("the XML declares the unknown encoding \"{label}\""),
                format!("XML 声明了未知编码“{label}”"),
            ),
            ("its text cannot be read without guessing", "不猜测就无法读取其文本"),
        ));
    };
    if encoding == UTF_8 {
        return utf8(bytes);
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        // written by programs that keep text as UTF-16 and save it as UTF-8: the declaration can't be true, as it
        // was read byte by byte
        return Ok(Charset { told_by: Ground::Validity, ..utf8(bytes)? });
    }
    let is_chinese = [GBK, GB18030].contains(&encoding);
    if is_chinese && is_utf8(bytes) && speaks_chinese(bytes) {
        return Err(refusal(
            (
                format!("the XML declares {label} and is written in UTF-8"),
                format!("XML 声明编码为 {label}，实际内容却是 UTF-8"),
            ),
            ("whoever reads it by its declaration sees other characters", "按声明读取会得到乱码"),
        ));
    }
    supported(without_mark(encoding, Ground::Declaration))
}

fn utf8(bytes: &[u8]) -> Result<Charset, Unreadable> {
    let charset = Charset { encoding: UTF_8, bom: false, told_by: Ground::Declaration };
    let gb = Charset { encoding: GB18030, ..charset };
    if malformed_at(charset.encoding, bytes).is_some() && malformed_at(gb.encoding, bytes).is_none() {
        return Err(refusal(
            (
                "the XML counts as UTF-8 by its declaration, and its bytes are not",
                "按声明 XML 应为 UTF-8，但字节不符",
            ),
            ("they are valid GB18030 throughout", "全部字节均为有效的 GB18030"),
        ));
    }
    Ok(charset)
}

/// Whether a valid UTF-8 text has Chinese characters, which GBK bytes hardly ever look like.
fn speaks_chinese(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().any(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character)))
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(256)];
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let value = head.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

fn supported(charset: Charset) -> Result<Charset, Unreadable> {
    if Charset::supports(charset.encoding) {
        return Ok(charset);
    }
    let name = charset.name();
    Err(refusal(
        (format!("drafts in {name} are not supported"), format!("不支持 {name} 编码的文件")),
        (
            "in this encoding a byte cannot be told from its neighbours, so nothing could be written safely",
            "该编码的字节无法单独辨认，写入不安全",
        ),
    ))
}

fn refusal(
    what: (impl Into<String>, impl Into<String>),
    why: (impl Into<String>, impl Into<String>),
) -> Unreadable {
    let cure = (
        "correct the declaration, or name the encoding with `--encoding` (UTF-8, GB18030)",
        "请更正 XML 声明，或用 `--encoding` 指明编码（UTF-8、GB18030）",
    );
    Unreadable::new(Reason::Encoding, Account::new(what, why, cure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_declaration() {
        let gbk = |text: &str| GBK.encode(text).0.into_owned();
        let cases = [
            (b"<a/>".to_vec(), UTF_8),
            (b"<?xml version='1.0'?><a/>".to_vec(), UTF_8),
            (gbk("<?xml version=\"1.0\" encoding=\"GB2312\"?><a>电池</a>"), GBK),
            (gbk("<?xml version=\"1.0\" encoding = 'gb18030' ?><a>电池</a>"), GB18030),
            ("<?xml version=\"1.0\" encoding=\"utf-16\"?><a>电池</a>".into(), UTF_8),
            (b"<\0a\0/\0>\0".to_vec(), UTF_16LE),
            (b"\0<\0a\0/\0>".to_vec(), UTF_16BE),
            (b"\xFF\xFE<\0a\0/\0>\0".to_vec(), UTF_16LE),
        ];
        for (bytes, expected) in cases {
            assert_eq!(
                tell(&bytes, None).unwrap().encoding,
                expected,
                "{:?}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }

    #[test]
    fn refuses_declarations_that_the_bytes_belie() {
        let gbk = GBK.encode("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>锂离子电池</a>").0.into_owned();
        for bytes in [
            gbk.as_slice(),
            "<?xml version=\"1.0\" encoding=\"GBK\"?><a>锂离子电池</a>".as_bytes(),
            b"<?xml version=\"1.0\" encoding=\"klingon\"?><a/>",
            b"<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><a/>",
        ] {
            assert_eq!(tell(bytes, None).unwrap_err().reason, Reason::Encoding);
            assert!(tell(bytes, Some(GB18030)).is_ok());
        }
    }
}
