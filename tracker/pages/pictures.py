"""Pictures to keep: buttons that save the chart above them, as it is shown, in the reader's own browser."""

from typing import Any, Final

import streamlit as st

from tracker.charts import safe_filename

_HTML: Final = """
<div class="keep-picture" role="group" aria-label="Save the picture">
  <button type="button" data-format="png">Picture (PNG)</button>
  <button type="button" data-format="svg">Picture (SVG)</button>
  <span role="status"></span>
</div>
"""
_CSS: Final = """
.keep-picture { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; font-family: var(--st-font); }
.keep-picture button {
  font: inherit; cursor: pointer; padding: 0.4rem 0.9rem; border-radius: 0.5rem;
  color: var(--st-text-color); background: var(--st-background-color); border: 1px solid var(--st-border-color);
}
.keep-picture button:hover, .keep-picture button:focus-visible {
  border-color: var(--st-primary-color); color: var(--st-primary-color);
}
"""
_JS: Final = """
// The chart's own camera button saves in the one format it is told: it is told the wanted one and pressed.
export default function ({ parentElement, data }) {
  const place = parentElement.host ?? parentElement;
  const chartAbove = () =>
    [...document.querySelectorAll(".js-plotly-plot")]
      .filter((chart) => chart.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING)
      .pop();
  const status = parentElement.querySelector("[role=status]");
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => {
      const chart = chartAbove();
      const camera = chart?.querySelector('.modebar-btn[data-attr="toImage"], .modebar-btn[data-title^="Download"]');
      if (!chart?._context || !camera) {
        status.textContent = "The chart is not drawn yet; try again.";
        return;
      }
      status.textContent = "";
      const format = button.dataset.format;
      chart._context.toImageButtonOptions = { format, scale: format === "png" ? 2 : 1, filename: data.filename };
      camera.click();
    };
  }
}
"""
_buttons: Any = st.components.v2.component("tracker_keep_picture", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)


def keep_picture(filename: str, *, key: str = "keep_picture") -> None:
    """Two buttons that save the nearest chart above them as PNG and as SVG; title, source and as-of are inside it."""
    _buttons(data={"filename": safe_filename(filename)}, key=key)
