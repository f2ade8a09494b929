#pragma once

#include <cstdint>
#include <string>

#include "policy/policy.h"

namespace ggms::policy {

/// The description of a saved policy: "table of 5 tokens below 12, 3 outputs". A network adds its own sizes.
std::string describe(Kind kind, const Shape& shape);

/// Writes a policy's state: its description, then numbers, then a checksum over all of it.
class ByteWriter {
 public:
  explicit ByteWriter(const std::string& description);

  void number(std::uint64_t value);
  void text(const std::string& value) { bytes_ += value; }
  void floats(const float* values, std::size_t count);
  /// Returns all bytes; call it last.
  std::string finish();

 private:
  std::string bytes_;
};

/// Reads the bytes that ByteWriter wrote. Every member throws base::Error if the bytes are damaged.
class ByteReader {
 public:
  /// Checks the checksum, and that the bytes were saved under the same description.
  ByteReader(const std::string& bytes, const std::string& description);

  std::uint64_t number();
  std::string text(std::size_t length);
  /// `count` floats, all of them finite.
  void floats(float* values, std::size_t count);
  /// Throws unless all bytes were read.
  void finish() const;
  /// Throws the error for damage that only the caller can see.
  [[noreturn]] void damaged() const;

 private:
  void take(void* to, std::size_t size);

  const std::string& bytes_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace ggms::policy
