//! The folder around an old workbook (Microsoft's compound file): the one file in it that holds the workbook.

use super::Unreadable;

/// A number of a sector that is none: behind these a chain ends.
const NO_SECTOR: u32 = 0xffff_fffa;
const END: u32 = 0xffff_fffe;
/// A file smaller than this lies in the small sectors.
const SMALL_FILE: usize = 4_096;
const SMALL_SECTOR: usize = 64;
/// One entry of the folder's list, in bytes.
const ENTRY: usize = 128;
/// What the workbook is called, the newer name first.
const NAMES: [&str; 2] = ["Workbook", "Book"];

pub(super) fn number_2(bytes: &[u8], at: usize) -> Result<usize, Unreadable> {
    let part = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Unreadable::Broken)?;
    Ok(usize::from(u16::from_le_bytes(*part)))
}

pub(super) fn number_4(bytes: &[u8], at: usize) -> Result<u32, Unreadable> {
    let part = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Unreadable::Broken)?;
    Ok(u32::from_le_bytes(*part))
}

fn length(bytes: &[u8], at: usize) -> Result<usize, Unreadable> {
    usize::try_from(number_4(bytes, at)?).map_err(|_| Unreadable::Broken)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (all, _) = bytes.as_chunks();
    all.iter().map(|four| u32::from_le_bytes(*four))
}

/// Sectors of one size, and which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    fn get(&self, sector: u32) -> Result<&[u8], Unreadable> {
        let from = usize::try_from(sector).ok().and_then(|sector| sector.checked_mul(self.size));
        let rest = from.and_then(|from| self.bytes.get(from..)).ok_or(Unreadable::Broken)?;
        Ok(&rest[..rest.len().min(self.size)])
    }

    /// What lies in a chain of sectors. A chain of more sectors than there are runs in a circle.
    fn chain(&self, first: u32, length: usize) -> Result<Vec<u8>, Unreadable> {
        let (mut all, mut sector, mut steps) = (Vec::new(), first, 0_usize);
        while sector != END {
            steps += 1;
            if steps > self.bytes.len() / self.size + 1 {
                return Err(Unreadable::Broken);
            }
            all.extend_from_slice(self.get(sector)?);
            if all.len() >= length {
                break;
            }
            let next = usize::try_from(sector).ok().and_then(|sector| self.next.get(sector));
            sector = *next.ok_or(Unreadable::Broken)?;
        }
        all.truncate(length);
        Ok(all)
    }
}

/// The bytes of the workbook in the folder.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let size = match number_2(bytes, 30)? {
        9 => 512,
        12 => 4_096,
        _ => return Err(Unreadable::Broken),
    };
    let body = bytes.get(size..).ok_or(Unreadable::Broken)?;
    let mut sectors = Sectors { bytes: body, size, next: Vec::new() };
    let (mut list, mut further) = (numbers(&bytes[76..512]).collect::<Vec<_>>(), number_4(bytes, 68)?);
    while further < NO_SECTOR && list.len() <= body.len() {
        list.extend(numbers(sectors.get(further)?));
        further = list.pop().ok_or(Unreadable::Broken)?;
    }
    list.retain(|sector| *sector < NO_SECTOR);
    if list.len() > body.len() / size + 1 {
        return Err(Unreadable::Broken);
    }
    for sector in list {
        let more = numbers(sectors.get(sector)?).collect::<Vec<_>>();
        sectors.next.extend(more);
    }
    let entries = sectors.chain(number_4(bytes, 48)?, usize::MAX)?;
    let (root, small_list) = (entries.get(..ENTRY).ok_or(Unreadable::Broken)?, length(bytes, 64)?);
    let (small_bytes, small_next) = if small_list > 0 {
        let list = sectors.chain(number_4(bytes, 60)?, small_list.saturating_mul(size))?;
        (sectors.chain(number_4(root, 116)?, length(root, 120)?)?, numbers(&list).collect())
    } else {
        (Vec::new(), Vec::new())
    };
    let small = Sectors { bytes: &small_bytes, size: SMALL_SECTOR, next: small_next };
    let found = NAMES.into_iter().filter_map(|name| entry(&entries, name));
    let mut read = found.map(|entry| {
        let (first, length) = (number_4(entry, 116)?, length(entry, 120)?);
        if length < SMALL_FILE { small.chain(first, length) } else { sectors.chain(first, length) }
    });
    read.find(Result::is_ok).unwrap_or(Err(Unreadable::Broken))
}

/// The entry of a name, whichever letters are large.
fn entry<'a>(entries: &'a [u8], name: &str) -> Option<&'a [u8]> {
    entries.chunks_exact(ENTRY).find(|entry| {
        let (units, _) = entry[..64].as_chunks();
        let units = units.iter().map(|two| u16::from_le_bytes(*two)).take_while(|unit| *unit != 0);
        char::decode_utf16(units).collect::<Result<String, _>>().is_ok_and(|found| found.eq_ignore_ascii_case(name))
    })
}
