//! What `#[tauri::command(root = "crate")]` writes around a command, which is `tauri::ipc` with one difference: the answer is waited for in
//! a box.
//!
//! In a release build tauri makes a task of tokio's of its own for every command. Two hundred of them are megabytes of the program
//! and of its build. A boxed answer is of one type, and there is one task for all.

use std::pin::Pin;

use tauri::Wry;
use tauri::ipc::{InvokeError, InvokeMessage, InvokeResolver, InvokeResponseBody};
use tauri::utils::acl::resolved::ResolvedCommand;

pub(crate) use tauri::ipc::{CommandArg, CommandItem, private};

/// A call of the window, as a command takes it apart.
pub(crate) struct Invoke {
    pub(crate) message: InvokeMessage<Wry>,
    pub(crate) resolver: Resolver,
    pub(crate) acl: Option<Vec<ResolvedCommand>>,
}

/// What answers a call.
pub(crate) struct Resolver(InvokeResolver<Wry>);

type Answer = Pin<Box<dyn Future<Output = Result<InvokeResponseBody, InvokeError>> + Send>>;

impl Resolver {
    /// Answers when the command has come to its end. The name is tauri's.
    pub(crate) fn respond_async_serialized<F>(self, command: F)
    where
        F: Future<Output = Result<InvokeResponseBody, InvokeError>> + Send + 'static,
    {
        let answer: Answer = Box::pin(command);
        self.0.respond_async_serialized(answer);
    }
}

/// The handler that tauri asks, of one that `generate_handler!` wrote.
pub(crate) fn handler<H>(of_commands: H) -> impl Fn(tauri::ipc::Invoke<Wry>) -> bool + Send + Sync + 'static
where
    H: Fn(Invoke) -> bool + Send + Sync + 'static,
{
    move |call| {
        let tauri::ipc::Invoke { message, resolver, acl } = call;
        of_commands(Invoke { message, resolver: Resolver(resolver), acl })
    }
}
