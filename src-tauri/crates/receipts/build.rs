//! Packs the fonts: packed, they are half as large in the program.

use std::fs;
use std::io::{Error, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;

fn main() -> Result<(), Error> {
    println!("cargo:rerun-if-changed=fonts");
    let folder = std::env::var_os("OUT_DIR").ok_or_else(|| Error::other("cargo names no folder"))?;
    for entry in fs::read_dir("fonts")? {
        let font = entry?;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&fs::read(font.path())?)?;
        fs::write(Path::new(&folder).join(font.file_name()), packed.finish()?)?;
    }
    Ok(())
}
