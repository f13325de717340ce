/* 日历按岗位筛选。没有脚本时全部显示；选了谁写在网址的 # 后面，可以转发。 */
(function () {
  "use strict";

  function all(where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); }

  function ready() {
    var form = document.getElementById("gb-calendar-filter");
    var list = document.getElementById("gb-agenda");
    if (form && list) start(form, list);
  }

  function start(form, list) {
    var select = form.elements.namedItem("role");
    var shown = form.querySelector(".gb-shown");
    var rows = all(document, ".gb-months li[data-role], .gb-agenda li[data-role]");
    form.hidden = false;

    function visible(where) {
      return all(where, "li[data-role]").filter(function (row) { return !row.hidden; }).length;
    }
    function apply() {
      rows.forEach(function (row) {
        row.hidden = select.value !== "" && row.dataset.role.split(" ").indexOf(select.value) < 0;
      });
      all(list, ".gb-agenda-day").forEach(function (day) { day.hidden = visible(day) === 0; });
      all(document, ".gb-months details").forEach(function (more) {
        var count = visible(more);
        more.hidden = count === 0;
        more.querySelector("summary").textContent = "还有 " + count + " 项";
      });
      shown.textContent = "显示 " + visible(list) + " 项，共 " + all(list, "li[data-role]").length + " 项";
    }
    function read() {
      var value = new URLSearchParams(location.hash.slice(1)).get("role");
      if (value === null) return;
      select.value = value;
      if (select.selectedIndex < 0) select.value = "";
    }
    function write() {
      history.replaceState(null, "", select.value ? "#role=" + encodeURIComponent(select.value) : "#");
    }

    form.addEventListener("change", function () { apply(); write(); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(); write(); }, 0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("hashchange", function () { read(); apply(); });
    read();
    apply();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
