//! Writes the drafts that `docs/performance.md` measures.
//!
//! `cargo run --release --example generate -- table LINES few|all utf-8|gb18030 FILE`, or
//! `… -- messages NUMBER LINES few|all FOLDER`.

mod drafts;

use std::{
    env, fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use drafts::Share;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse().map_err(io::Error::other);
    let share = |text: &str| if text == "all" { Share::All } else { Share::Few };
    match arguments.as_slice() {
        ["table", lines, of, encoding, path] => {
            let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes())
                .ok_or_else(|| io::Error::other("no such encoding"))?;
            let mut file = BufWriter::new(fs::File::create(path)?);
            let mut failed = Ok(());
            drafts::table(number(lines)?, share(of), |piece| {
                let written = file.write_all(&encoding.encode(piece).0);
                if failed.is_ok() {
                    failed = written;
                }
            });
            failed.and_then(|()| file.flush())
        }
        ["messages", messages, lines, of, folder] => {
            fs::create_dir_all(folder)?;
            let lines: usize = number(lines)?;
            for message in 0..number(messages)? {
                let text = drafts::message(message, lines, share(of));
                fs::write(Path::new(folder).join(format!("declaration-{message:06}.xml")), text)?;
            }
            Ok(())
        }
        _ => Err(io::Error::other(
            "table LINES few|all ENCODING FILE, or messages NUMBER LINES few|all FOLDER",
        )),
    }
}
