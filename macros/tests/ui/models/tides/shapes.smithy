$version: "2.0"

namespace example.tides

@length(min: 1)
string PortName
