/// A block of plain values of a fixed length, for the inner loops: one pointer, freed with its owner, no reference counts.
///
/// Indices are checked in debug builds only. A block is written either before it is shared, or by one thread alone.
struct Flat<Element: BitwiseCopyable>: ~Copyable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int, filledWith value: Element) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: value, count: max(count, 1))
  }

  init(_ values: [Element]) {
    count = values.count
    base = .allocate(capacity: max(values.count, 1))
    values.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { base.initialize(from: first, count: source.count) }
    }
  }

  deinit { base.deallocate() }

  subscript(_ index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  func copy(from other: borrowing Flat<Element>) {
    assert(count == other.count)
    base.update(from: other.base, count: count)
  }
}

// Safe because a shared block is never written again, and a written one is never shared (see above).
extension Flat: @unchecked Sendable where Element: Sendable {}
