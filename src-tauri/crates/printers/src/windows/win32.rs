//! The calls of Windows that no kept library has in a safe form. `printers` on crates.io was looked at: it tells nothing of
//! how far a job came, reads a null pointer when there is no printer, and needs libcups elsewhere.
//!
//! This is the only file of the crate with `unsafe`. Each call gets buffers that live until it returns, with their lengths.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::os::windows::io::AsRawHandle;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Devices::DeviceAndDriverInstallation::{
    CM_GET_DEVICE_INTERFACE_LIST_PRESENT, CM_Get_Device_Interface_List_SizeW, CM_Get_Device_Interface_ListW, CR_SUCCESS,
};
use windows_sys::Win32::Foundation::ERROR_INVALID_PARAMETER;
use windows_sys::Win32::Graphics::Printing::{
    AbortPrinter, ClosePrinter, DOC_INFO_1W, EndDocPrinter, EnumPrintersW, GetJobW, GetPrinterW, JOB_CONTROL_DELETE,
    JOB_INFO_1W, OpenPrinterW, PRINTER_ENUM_CONNECTIONS, PRINTER_ENUM_LOCAL, PRINTER_HANDLE, PRINTER_INFO_4W,
    PRINTER_INFO_6, SetJobW, StartDocPrinterW, WritePrinter,
};
use windows_sys::Win32::System::IO::{CancelIoEx, DeviceIoControl};
use windows_sys::core::GUID;

/// The interface of the driver `usbprint`.
const USB_PRINTERS: GUID = GUID::from_u128(0x28d78fad_5a12_11d1_ae5b_0000f803a8c2);
/// `IOCTL_USBPRINT_GET_LPT_STATUS`
const PORT_STATUS: u32 = 0x0022_0030;
/// `IOCTL_USBPRINT_GET_1284_ID`
const WHO: u32 = 0x0022_0034;

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// The words at a pointer of Windows, up to their null.
fn text(words: *const u16) -> String {
    if words.is_null() {
        return String::new();
    }
    let mut length = 0;
    // SAFETY: Windows ends its words with a null, and they live as long as the buffer that the caller holds.
    let words = unsafe {
        while *words.add(length) != 0 {
            length += 1;
        }
        std::slice::from_raw_parts(words, length)
    };
    String::from_utf16_lossy(words)
}

/// Room for `bytes`, laid out for any structure of Windows.
fn room(bytes: u32) -> Vec<u64> {
    vec![0; bytes as usize / 8 + 1]
}

fn size(room: &[u64]) -> u32 {
    (room.len() * 8) as u32
}

fn done(result: i32) -> io::Result<()> {
    if result == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// The printers that Windows knows, by name.
pub fn printer_names() -> Vec<String> {
    let flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS;
    let (mut needed, mut count) = (0, 0);
    // SAFETY: the first call has no room, and says how much is needed. The second has it.
    unsafe { EnumPrintersW(flags, null(), 4, null_mut(), 0, &mut needed, &mut count) };
    let mut all = room(needed);
    let at = all.as_mut_ptr().cast();
    let listed = unsafe { EnumPrintersW(flags, null(), 4, at, size(&all), &mut needed, &mut count) };
    if listed == 0 {
        return Vec::new();
    }
    // SAFETY: the room begins with so many structures, and their words lie behind them.
    let found = unsafe { std::slice::from_raw_parts(all.as_ptr().cast::<PRINTER_INFO_4W>(), count as usize) };
    found.iter().map(|printer| text(printer.pPrinterName)).filter(|name| !name.is_empty()).collect()
}

/// An open printer of the spooler.
pub struct Printer(PRINTER_HANDLE);

// SAFETY: a handle of the spooler belongs to the process, and only one thread at a time has this one.
unsafe impl Send for Printer {}

impl Printer {
    pub fn open(name: &str) -> io::Result<Printer> {
        let mut handle = PRINTER_HANDLE::default();
        // SAFETY: the name ends with a null.
        done(unsafe { OpenPrinterW(wide(name).as_ptr(), &mut handle, null()) })?;
        Ok(Printer(handle))
    }

    /// `PRINTER_STATUS_…`
    pub fn status(&self) -> io::Result<u32> {
        let (mut told, mut needed) = (PRINTER_INFO_6 { dwStatus: 0 }, 0);
        let bytes = size_of::<PRINTER_INFO_6>() as u32;
        // SAFETY: level 6 fills this structure.
        done(unsafe { GetPrinterW(self.0, 6, (&raw mut told).cast(), bytes, &mut needed) })?;
        Ok(told.dwStatus)
    }

    /// Begins a job of bytes as they are. Its number.
    pub fn begin(&mut self, title: &str) -> io::Result<u32> {
        let (mut title, mut kind) = (wide(title), wide("RAW"));
        let job = DOC_INFO_1W { pDocName: title.as_mut_ptr(), pOutputFile: null_mut(), pDatatype: kind.as_mut_ptr() };
        // SAFETY: the words live until the call returns.
        match unsafe { StartDocPrinterW(self.0, 1, &job) } {
            0 => Err(io::Error::last_os_error()),
            id => Ok(id),
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = 0;
        // SAFETY: the bytes live until the call returns.
        done(unsafe { WritePrinter(self.0, bytes.as_ptr().cast(), bytes.len() as u32, &mut written) })?;
        Ok(written as usize)
    }

    pub fn end(&mut self) -> io::Result<()> {
        // SAFETY: the handle is open.
        done(unsafe { EndDocPrinter(self.0) })
    }

    pub fn abort(&mut self) {
        // SAFETY: the handle is open.
        unsafe { AbortPrinter(self.0) };
    }

    /// `JOB_STATUS_…`; `None`: the spooler has the job no more.
    pub fn job(&self, id: u32) -> io::Result<Option<u32>> {
        let mut needed = 0;
        // SAFETY: the first call has no room, and says how much is needed. The second has it.
        unsafe { GetJobW(self.0, id, 1, null_mut(), 0, &mut needed) };
        let error = io::Error::last_os_error();
        if error.raw_os_error() == Some(ERROR_INVALID_PARAMETER as i32) {
            return Ok(None);
        }
        let mut told = room(needed.max(size_of::<JOB_INFO_1W>() as u32));
        done(unsafe { GetJobW(self.0, id, 1, told.as_mut_ptr().cast(), size(&told), &mut needed) })?;
        // SAFETY: the room begins with the structure.
        Ok(Some(unsafe { (*told.as_ptr().cast::<JOB_INFO_1W>()).Status }))
    }

    pub fn delete(&self, id: u32) -> io::Result<()> {
        // SAFETY: the command needs no structure.
        done(unsafe { SetJobW(self.0, id, 0, null(), JOB_CONTROL_DELETE) })
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        // SAFETY: the handle is open, and nobody uses it again.
        unsafe { ClosePrinter(self.0) };
    }
}

/// The paths of the printers on USB cables that have no other driver than `usbprint`.
pub fn usb_printers() -> Vec<String> {
    let mut length = 0;
    let flags = CM_GET_DEVICE_INTERFACE_LIST_PRESENT;
    // SAFETY: the call writes the length.
    if unsafe { CM_Get_Device_Interface_List_SizeW(&mut length, &USB_PRINTERS, null(), flags) } != CR_SUCCESS {
        return Vec::new();
    }
    let mut words = vec![0_u16; length as usize];
    // SAFETY: the room has the length that is told.
    let listed = unsafe { CM_Get_Device_Interface_ListW(&USB_PRINTERS, null(), words.as_mut_ptr(), length, flags) };
    if listed != CR_SUCCESS {
        return Vec::new();
    }
    words.split(|word| *word == 0).filter(|path| !path.is_empty()).map(String::from_utf16_lossy).collect()
}

fn ask(printer: &File, question: u32) -> io::Result<Vec<u8>> {
    let (mut answer, mut told) = (vec![0_u8; 1024], 0);
    let (handle, room) = (printer.as_raw_handle(), answer.len() as u32);
    // SAFETY: the answer has room for so many bytes, and the call waits for its end.
    done(unsafe {
        DeviceIoControl(handle, question, null(), 0, answer.as_mut_ptr().cast(), room, &mut told, null_mut())
    })?;
    answer.truncate(told as usize);
    Ok(answer)
}

/// The status of a parallel port, which printers on USB still tell: 0x20 is "no paper".
pub fn port_status(printer: &File) -> io::Result<u8> {
    ask(printer, PORT_STATUS)?.first().copied().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// What the printer says of itself (IEEE 1284), behind two bytes of length.
pub fn who(printer: &File) -> io::Result<String> {
    Ok(String::from_utf8_lossy(ask(printer, WHO)?.get(2..).unwrap_or_default()).into_owned())
}

/// Ends whatever other threads of this program still write.
pub fn cancel(printer: &File) {
    // SAFETY: the handle is open; null means all of its input and output.
    unsafe { CancelIoEx(printer.as_raw_handle(), null()) };
}
