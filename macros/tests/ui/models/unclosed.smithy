$version: "2.0"

namespace example.tides

structure Port {
    name String
}
