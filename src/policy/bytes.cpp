// Saves policies as bytes: a line of text that describes them, little-endian numbers, and an FNV-1a hash of
// all that. The hash detects accidents (a cut file, a flipped bit). Against malice, readers check each number
// where they use it, and trust no length before they have seen that many bytes.

#include "policy/bytes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>

#include "base/error.h"
#include "base/hash.h"

namespace ggms::policy {

static_assert(std::endian::native == std::endian::little, "saved numbers are copied as they lie in memory");

namespace {

constexpr std::string_view kMagic = "ggms policy 1: ";

}  // namespace

std::string describe(Kind kind, const Shape& shape) {
  return to_string(kind) + " of " + std::to_string(shape.length) + " tokens below " +
         std::to_string(shape.vocabulary) + ", " + std::to_string(shape.outputs) + " outputs";
}

ByteWriter::ByteWriter(const std::string& description) : bytes_(std::string(kMagic) + description + "\n") {}

void ByteWriter::number(std::uint64_t value) {
  bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void ByteWriter::floats(const float* values, std::size_t count) {
  bytes_.append(reinterpret_cast<const char*>(values), count * sizeof *values);
}

std::string ByteWriter::finish() {
  number(base::fnv1a(bytes_));
  return std::move(bytes_);
}

ByteReader::ByteReader(const std::string& bytes, const std::string& description) : bytes_(bytes) {
  if (!bytes.starts_with(kMagic))
    throw base::Error("no saved policy: the file is damaged, or something else");
  std::uint64_t hash = 0;
  const std::size_t line_end = bytes.find('\n');
  if (line_end == std::string::npos || bytes.size() < line_end + 1 + sizeof hash) damaged();
  end_ = bytes.size() - sizeof hash;
  std::memcpy(&hash, bytes.data() + end_, sizeof hash);
  if (hash != base::fnv1a(std::string_view(bytes).substr(0, end_))) damaged();
  const std::string saved = bytes.substr(kMagic.size(), line_end - kMagic.size());
  if (saved != description)
    throw base::Error("the saved policy is a " + saved + "; needed is a " + description);
  at_ = line_end + 1;
}

void ByteReader::take(void* to, std::size_t size) {
  if (size > end_ - at_) damaged();
  std::memcpy(to, bytes_.data() + at_, size);
  at_ += size;
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  take(&value, sizeof value);
  return value;
}

std::string ByteReader::text(std::size_t length) {
  if (length > end_ - at_) damaged();
  std::string value(length, '\0');
  take(value.data(), length);
  return value;
}

void ByteReader::floats(float* values, std::size_t count) {
  if (count > (end_ - at_) / sizeof *values) damaged();
  take(values, count * sizeof *values);
  if (!std::all_of(values, values + count, [](float value) { return std::isfinite(value); })) damaged();
}

void ByteReader::finish() const {
  if (at_ != end_) damaged();
}

void ByteReader::damaged() const {
  throw base::Error("the saved policy is damaged: its bytes are not what was written");
}

}  // namespace ggms::policy
