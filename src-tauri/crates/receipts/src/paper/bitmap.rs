//! A picture of black and white dots.

/// Dots, row by row; eight to a byte, the leftmost in the highest bit, 1 is black. A row begins with a byte of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// Its size and no dot: a picture is long.
impl std::fmt::Debug for Bitmap {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Bitmap({} × {})", self.width, self.height)
    }
}

impl Bitmap {
    /// White paper of so many dots.
    pub fn white(width: u32, height: u32) -> Bitmap {
        let bytes = vec![0; width.div_ceil(8) as usize * height as usize];
        Bitmap { width, height, bytes }
    }

    /// In dots.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// In dots.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Bytes of a row.
    pub fn row_bytes(&self) -> usize {
        self.width.div_ceil(8) as usize
    }

    /// Every row, from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes.chunks(self.row_bytes().max(1))
    }

    /// Whether a dot is black; outside of the paper nothing is.
    pub fn is_black(&self, x: u32, y: u32) -> bool {
        self.place(x, y).is_some_and(|(at, bit)| self.bytes[at] & bit != 0)
    }

    /// Makes a dot black; outside of the paper nothing happens.
    pub fn blacken(&mut self, x: u32, y: u32) {
        if let Some((at, bit)) = self.place(x, y) {
            self.bytes[at] |= bit;
        }
    }

    /// Makes a rectangle black.
    pub fn fill(&mut self, left: u32, top: u32, width: u32, height: u32) {
        for y in top..top.saturating_add(height).min(self.height) {
            for x in left..left.saturating_add(width).min(self.width) {
                self.blacken(x, y);
            }
        }
    }

    /// Lays another picture over this one; its white is transparent.
    pub fn lay(&mut self, picture: &Bitmap, left: u32, top: u32) {
        for y in 0..picture.height {
            for x in (0..picture.width).filter(|x| picture.is_black(*x, y)) {
                self.blacken(left.saturating_add(x), top.saturating_add(y));
            }
        }
    }

    /// The middle of it, at most `width` dots wide.
    pub fn narrowed(&self, width: u32) -> Bitmap {
        if self.width <= width {
            return self.clone();
        }
        let cut = (self.width - width) / 2;
        let mut narrow = Bitmap::white(width, self.height);
        for y in 0..self.height {
            for x in (0..width).filter(|x| self.is_black(x + cut, y)) {
                narrow.blacken(x, y);
            }
        }
        narrow
    }

    /// Every dot as a square of `times` dots: for a telephone, whose own enlarging would smear them.
    pub fn enlarged(&self, times: u32) -> Bitmap {
        let mut large = Bitmap::white(self.width * times, self.height * times);
        for y in 0..self.height {
            for x in (0..self.width).filter(|x| self.is_black(*x, y)) {
                large.fill(x * times, y * times, times, times);
            }
        }
        large
    }

    fn place(&self, x: u32, y: u32) -> Option<(usize, u8)> {
        let is_inside = x < self.width && y < self.height;
        is_inside.then(|| (y as usize * self.row_bytes() + x as usize / 8, 0x80 >> (x % 8)))
    }
}
