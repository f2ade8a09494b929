#pragma once

namespace ggms::report {

/// The style sheet of SVG space-time diagrams: first the colours for light backgrounds, then those for dark
/// ones.
inline constexpr const char* kStyleSheet = R"(
text { font-family: "DejaVu Sans", Verdana, sans-serif; font-size: 12.5px; fill: #1f2328; }
.page { fill: #ffffff; } .title { font-weight: bold; font-size: 14px; } .head, .small { fill: #59636e; }
.small, .caption { font-size: 11.5px; } .bad { fill: #c0202d; } .good { fill: #1a7f37; }
.life { stroke: #8c959f; stroke-width: 1.5; } .liar { stroke: #8250df; stroke-width: 1.5; stroke-dasharray: 3 4; }
.state { fill: #f6f8fa; stroke: #59636e; } .decided { fill: #d8ecff; stroke: #0969da; stroke-width: 1.5; }
.accused { fill: #ffdcd8; stroke: #c0202d; stroke-width: 2; }
.arrives { stroke: #8c959f; } .faint { stroke-opacity: 0.55; } .lost { stroke: #c0202d; stroke-width: 1.5; stroke-dasharray: 5 3; }
.cut { stroke: #bc6c00; stroke-dasharray: 2 3; } .forged, .withheld { stroke: #8250df; stroke-width: 1.7; }
.withheld { stroke-dasharray: 2 4; } .cross { stroke: #c0202d; stroke-width: 2; } .crash { stroke: #c0202d; stroke-width: 3.5; }
.cut-cross { stroke: #bc6c00; } .withheld-cross { stroke: #8250df; stroke-width: 1.7; } .band { fill: #bc6c00; fill-opacity: 0.13; }
.says { fill: #8250df; font-size: 11.5px; stroke: #ffffff; stroke-width: 4px; paint-order: stroke; }
.arrow { fill: #8c959f; } .forged-arrow { fill: #8250df; }
.link { stroke: #0969da; stroke-width: 2; } .link-arrow { fill: #0969da; } .forced { fill: #0969da; }
.link-name { fill: #0969da; font-weight: bold; stroke: #ffffff; stroke-width: 5px; paint-order: stroke; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .page { fill: #0d1117; } .head, .small { fill: #9198a1; } .bad { fill: #ff7b72; } .good { fill: #3fb950; }
  .state { fill: #21262d; stroke: #9198a1; } .decided { fill: #0c2d50; stroke: #4493f8; } .accused { fill: #561a1a; stroke: #ff7b72; }
  .lost, .cross, .crash { stroke: #ff7b72; } .cut, .cut-cross { stroke: #e3a04a; } .band { fill: #e3a04a; }
  .liar, .forged, .withheld, .withheld-cross { stroke: #ab7df8; } .says { fill: #c297ff; stroke: #0d1117; } .forged-arrow { fill: #ab7df8; }
  .link { stroke: #4493f8; } .link-arrow, .forced { fill: #4493f8; } .link-name { fill: #4493f8; stroke: #0d1117; }
}
)";

/// Arrow heads.
inline constexpr const char* kMarkers = R"(<defs>
<marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.8 L8,4 L0,7.2 z" class="arrow"/></marker>
<marker id="forged-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.8 L8,4 L0,7.2 z" class="forged-arrow"/></marker>
<marker id="link-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.8 L8,4 L0,7.2 z" class="link-arrow"/></marker>
</defs>
)";

}  // namespace ggms::report
