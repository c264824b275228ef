//! Strict validity in one encoding. The two that most drafts come in are checked as bytes, without being
//! decoded.

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8};

/// Strict validity in one encoding, fed in chunks.
pub(super) struct Validity {
    kind: Kind,
    /// How many bytes were found valid before those of the last chunk.
    fed: usize,
    /// The bytes of a character whose rest comes with the next chunk.
    carried: Vec<u8>,
    /// Where the first malformed sequence begins.
    pub(super) malformed: Option<usize>,
}

enum Kind {
    Utf8,
    Gb18030 { has_four_bytes: bool },
    Other { decoder: Box<Decoder>, scratch: Vec<u8> },
}

/// What a run of bytes comes to.
enum Run {
    /// Valid up to here; what follows may be the beginning of a character.
    Valid(usize),
    /// A malformed sequence begins here.
    Malformed(usize),
}

impl Validity {
    pub(super) fn new(encoding: &'static Encoding) -> Self {
        let kind = if encoding == UTF_8 {
            Kind::Utf8
        } else if encoding == GB18030 {
            Kind::Gb18030 { has_four_bytes: false }
        } else {
            let decoder = Box::new(encoding.new_decoder_without_bom_handling());
            Kind::Other { decoder, scratch: vec![0; 16 * 1024] }
        };
        Self { kind, fed: 0, carried: Vec::new(), malformed: None }
    }

    /// Whether a character of four bytes was met; told in GB18030 only.
    pub(super) fn has_four_bytes(&self) -> bool {
        matches!(self.kind, Kind::Gb18030 { has_four_bytes: true })
    }

    pub(super) fn feed(&mut self, bytes: &[u8], last: bool) {
        if self.malformed.is_some() {
            return;
        }
        if let Kind::Other { decoder, scratch } = &mut self.kind {
            (self.fed, self.malformed) = decoded(decoder, scratch, bytes, self.fed, last);
            return;
        }
        let mut rest = bytes;
        // a character that began in the chunk before
        while !self.carried.is_empty() && !rest.is_empty() {
            self.carried.push(rest[0]);
            rest = &rest[1..];
            let carried = std::mem::take(&mut self.carried);
            self.run(&carried);
            if self.malformed.is_some() {
                return;
            }
        }
        self.run(rest);
        if last && !self.carried.is_empty() {
            self.malformed = self.malformed.or(Some(self.fed));
        }
    }

    fn run(&mut self, bytes: &[u8]) {
        let run = match &mut self.kind {
            Kind::Utf8 => utf8(bytes),
            Kind::Gb18030 { has_four_bytes } => gb18030(bytes, has_four_bytes),
            Kind::Other { .. } => return,
        };
        match run {
            Run::Valid(length) => {
                self.fed += length;
                self.carried.extend_from_slice(&bytes[length..]);
            }
            Run::Malformed(at) => self.malformed = Some(self.fed + at),
        }
    }
}

fn utf8(bytes: &[u8]) -> Run {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(_) => Run::Valid(bytes.len()),
        Err(error) if error.error_len().is_none() => Run::Valid(error.valid_up_to()),
        Err(error) => Run::Malformed(error.valid_up_to()),
    }
}

fn gb18030(bytes: &[u8], has_four_bytes: &mut bool) -> Run {
    const NO_ASCII: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    loop {
        // nearly all of it is ASCII, or of two bytes
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>)
            && u64::from_ne_bytes(*eight) & NO_ASCII == 0
        {
            at += 8;
        }
        while let Some(0..=0x7F) = bytes.get(at) {
            at += 1;
        }
        while let (Some(0x81..=0xFE), Some(0x40..=0x7E | 0x80..=0xFE)) = (bytes.get(at), bytes.get(at + 1)) {
            at += 2;
        }
        at += match bytes.get(at..).unwrap_or_default() {
            [] => return Run::Valid(at),
            [0..=0x80, ..] => 1,
            [0xFF, ..] => return Run::Malformed(at),
            [_, 0x40..=0x7E | 0x80..=0xFE, ..] => 2,
            [_, 0x30..=0x39, third, fourth, ..] => {
                *has_four_bytes = true;
                let four = &bytes[at..at + 4];
                let is_shaped = matches!((third, fourth), (0x81..=0xFE, 0x30..=0x39));
                if !is_shaped || GB18030.decode_without_bom_handling_and_without_replacement(four).is_none() {
                    return Run::Malformed(at);
                }
                4
            }
            [_] | [_, 0x30..=0x39] | [_, 0x30..=0x39, 0x81..=0xFE] => return Run::Valid(at),
            _ => return Run::Malformed(at),
        };
    }
}

/// How many bytes were fed in all, and where a malformed sequence begins.
fn decoded(
    decoder: &mut Decoder,
    scratch: &mut [u8],
    bytes: &[u8],
    mut fed: usize,
    last: bool,
) -> (usize, Option<usize>) {
    let mut rest = bytes;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, scratch, last);
        fed += read;
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return (fed, None),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let behind = usize::from(length) + usize::from(after);
                return (fed, Some(fed.saturating_sub(behind)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_decoding(encoding: &'static Encoding, bytes: &[u8]) -> Option<usize> {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        decoded(&mut decoder, &mut [0; 64], bytes, 0, true).1
    }

    fn by_validity(encoding: &'static Encoding, bytes: &[u8], cut: usize) -> Option<usize> {
        let mut validity = Validity::new(encoding);
        let (one, other) = bytes.split_at(cut.min(bytes.len()));
        validity.feed(one, false);
        validity.feed(other, true);
        validity.malformed
    }

    #[test]
    fn every_pair_of_gb18030_is_judged_as_it_is_decoded() {
        for lead in 0..=0xFF {
            for trail in 0..=0xFF {
                let bytes = [b'a', lead, trail];
                assert_eq!(by_validity(GB18030, &bytes, 3), by_decoding(GB18030, &bytes), "{bytes:X?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn bytes_are_valid_where_they_decode(
            pieces in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(vec![&b"abcdefgh"[..], b"\xB5\xE7", "电池".as_bytes(), b"\x81\x30\x81\x30", b"\xE3\x32\x9A\x36"]).prop_map(<[u8]>::to_vec),
                    prop::collection::vec(any::<u8>(), 0..3),
                ],
                0..8,
            ),
            cut in 0usize..24,
        ) {
            let bytes = pieces.concat();
            for encoding in [UTF_8, GB18030] {
                prop_assert_eq!(by_validity(encoding, &bytes, cut), by_decoding(encoding, &bytes), "{:X?}", bytes);
            }
        }
    }
}
