//! The book on disk: JSON lines, only ever appended to.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::book::SeenRequest;
use crate::desk::DeskLine;
use crate::order::Order;

/// One line of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Line {
    /// A recharge request arrived.
    Seen(SeenRequest),
    /// An order was taken.
    Order(Order),
    /// A wallet was set: what it would hold had nothing ever been sold.
    Wallet { slug: String, base_paise: i64 },
    /// Something about an agent service.
    Desk(DeskLine),
}

/// The open file.
#[derive(Debug)]
pub(crate) struct BookFile {
    file: File,
    length: u64,
}

impl BookFile {
    /// Opens or creates the file and reads what it holds. A last line that a crash has cut short is taken away, for what it would
    /// have said was never answered; any other line that is not understood is passed over and stays: nothing is at stake in
    /// practice, and one bad line must not shut it. What is no file at all (a link, a folder) is an error.
    pub(crate) fn open(path: &Path) -> io::Result<(BookFile, Vec<Line>)> {
        if std::fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the book is no file"));
        }
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.read(true).append(true).create(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let length = whole as u64;
        if whole < bytes.len() {
            file.set_len(length)?;
        }
        let lines = bytes[..whole].split(|b| *b == b'\n').filter_map(|text| serde_json::from_slice(text).ok());
        let lines = lines.collect();
        Ok((BookFile { file, length }, lines))
    }

    /// Appends a line. After an error the file ends where it ended before.
    pub(crate) fn append(&mut self, line: &Line) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        if let Err(error) = self.file.write_all(&text) {
            self.file.set_len(self.length)?;
            return Err(error);
        }
        self.length += text.len() as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn wallet(base_paise: i64) -> Line {
        Line::Wallet { slug: "inspay".to_owned(), base_paise }
    }

    #[test]
    fn lines_come_back_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        let (mut file, before) = BookFile::open(&path).unwrap();
        assert!(before.is_empty());
        file.append(&wallet(1)).unwrap();
        file.append(&wallet(2)).unwrap();
        assert_eq!(BookFile::open(&path).unwrap().1, [wallet(1), wallet(2)]);
    }

    #[test]
    fn line_cut_short_is_dropped_and_the_next_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        BookFile::open(&path).unwrap().0.append(&wallet(1)).unwrap();
        let mut text = fs::read(&path).unwrap();
        text.extend_from_slice(b"{\"order\":{\"slug\":\"insp");
        fs::write(&path, text).unwrap();

        let (mut file, lines) = BookFile::open(&path).unwrap();
        assert_eq!(lines, [wallet(1)]);
        file.append(&wallet(2)).unwrap();
        assert_eq!(BookFile::open(&path).unwrap().1, [wallet(1), wallet(2)]);
    }

    #[test]
    fn damaged_line_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        let nuls = "\0".repeat(40);
        let line = "{\"wallet\":{\"slug\":\"inspay\",\"base_paise\":1}}";
        fs::write(&path, format!("{nuls}\nnoise\n{line}\n{{\"unknown\":1}}\n\n{line}\n")).unwrap();
        let (mut file, lines) = BookFile::open(&path).unwrap();
        assert_eq!(lines, [wallet(1), wallet(1)]);
        file.append(&wallet(2)).unwrap();
        assert_eq!(BookFile::open(&path).unwrap().1, [wallet(1), wallet(1), wallet(2)]);
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(BookFile::open(folder.path()).is_err());
        #[cfg(unix)]
        {
            let (victim, link) = (folder.path().join("victim"), folder.path().join("link"));
            fs::write(&victim, "precious").unwrap();
            std::os::unix::fs::symlink(&victim, &link).unwrap();
            assert!(BookFile::open(&link).is_err());
        }
    }
}
