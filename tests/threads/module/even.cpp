// A module that replaces that of the networks in tests: its policy gives all next states the same
// probability.

#include "policy/networks/entry.h"

namespace ggms::policy {

namespace {

class Even : public Policy {
 public:
  explicit Even(const Shape& shape) : shape_(shape) {}

  std::vector<float> evaluate(const Batch& batch) override {
    const auto outputs = static_cast<std::size_t>(shape_.outputs);
    return std::vector<float>(batch.rows() * outputs, 1.0F / static_cast<float>(outputs));
  }
  double train(const Batch&, const std::vector<float>&, const std::vector<float>&, int) override {
    return ++trained_;
  }
  std::string save() const override { return std::to_string(trained_); }
  void restore(const std::string& bytes) override { trained_ = std::stoi(bytes); }

 private:
  Shape shape_;
  int trained_ = 0;  // how many times
};

}  // namespace

extern "C" {

__attribute__((visibility("default"))) const char* ggms_networks_version() {
  static const std::string version = module_version();
  return version.c_str();
}

__attribute__((visibility("default"))) Policy* ggms_networks_make(Kind, const Shape* shape,
                                                                  const NetworkOptions*) {
  return new Even(*shape);
}
}

}  // namespace ggms::policy
