//! What a crash leaves behind: not the program's memory, in which credentials are while they are used.

/// Forbids core dumps, of this program and of those it starts: the web view's processes hold what is being typed. On
/// Linux no other program of the same person may look into the memory of this one either; the web view's, which begin
/// anew, cannot be closed so.
///
/// A dump that a person makes as root, a computer's sleep on disk and its swap are outside of our reach; so is the
/// error reporting of Windows.
pub(crate) fn forbid_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // A limit may always be lowered; should a system refuse it all the same, the counter must open.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        // A collector of crashes (a pipe in the kernel's core pattern) does not heed the limit.
        let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    }
}
