//! Files for other programs and for paper. One of a company's statement file is made of the file that is in memory.

use std::path::Path;

use crate::{ExportInput, ExportOf, ExportedFile, Problem, Shop};

impl Shop {
    /// Makes a file in a folder of the user's, and says under which name.
    pub fn export(&self, input: &ExportInput, folder: &Path) -> Result<ExportedFile, Problem> {
        if let ExportOf::Matched { statement, .. } = &input.of {
            let (run, till) = self.statement(*statement)?;
            return till.export_of_run(input, &run, folder);
        }
        self.till().export(input, folder)
    }
}
