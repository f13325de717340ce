/* 差距报告的筛选和分组。没有脚本时全部显示；筛选写在网址的 # 后面，可以转发。打印时展开折叠的内容。 */
(function () {
  "use strict";

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (item) {
      item.open = true;
      item.dataset.printed = "1";
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (item) {
      item.open = false;
      delete item.dataset.printed;
    });
  });

  function ready() {
    reveal();
    window.addEventListener("hashchange", reveal);
    var list = document.getElementById("gb-gaps");
    var form = document.getElementById("gb-filter");
    if (list && form) start(list, form);
  }

  /* 链接指到折叠的表里时，先展开 */
  function reveal() {
    var name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch (error) { return; }
    var target = document.getElementById(name);
    var folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  }

  function start(list, form) {
    var rows = Array.prototype.slice.call(list.children);
    var shown = form.querySelector(".gb-shown");
    var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
    form.hidden = false;

    function matches(row, select) {
      if (!select.value || select.name === "group") return true;
      return (row.dataset[select.name] || "").split(" ").indexOf(select.value) >= 0;
    }
    function words(name, value) {
      var select = form.elements.namedItem(name);
      var found = Array.prototype.find.call(select.options, function (option) { return option.value === value; });
      return found ? found.textContent : "（没有写明）";
    }
    function arrange(key) {
      list.querySelectorAll(".gb-gap-head").forEach(function (head) { head.remove(); });
      if (!key) { rows.forEach(function (row) { list.appendChild(row); }); return; }
      var order = Array.prototype.map.call(form.elements.namedItem(key).options, function (o) { return o.value; });
      var groups = {};
      rows.forEach(function (row) {
        var first = (row.dataset[key] || "").split(" ")[0];
        if (!row.hidden) (groups[first] = groups[first] || []).push(row);
      });
      Object.keys(groups).sort(function (a, b) { return order.indexOf(a) - order.indexOf(b); }).forEach(function (value) {
        var head = document.createElement("li");
        head.className = "gb-gap-head";
        head.textContent = words(key, value) + "（" + groups[value].length + " 项）";
        list.appendChild(head);
        groups[value].forEach(function (row) { list.appendChild(row); });
      });
    }
    function apply() {
      var count = 0;
      rows.forEach(function (row) {
        row.hidden = !selects.every(function (select) { return matches(row, select); });
        if (!row.hidden) count += 1;
      });
      arrange(form.elements.namedItem("group").value);
      shown.textContent = "显示 " + count + " 项，共 " + rows.length + " 项";
    }
    function read() {
      var state = new URLSearchParams(location.hash.slice(1));
      var known = false;
      selects.forEach(function (select) {
        var value = state.get(select.name);
        if (value === null) return;
        known = true;
        select.value = value;
        if (select.selectedIndex < 0) select.value = "";
      });
      return known;
    }
    function write() {
      var state = new URLSearchParams();
      selects.forEach(function (select) { if (select.value) state.set(select.name, select.value); });
      var text = state.toString();
      history.replaceState(null, "", text ? "#" + text : "#");
    }

    form.addEventListener("change", function () { apply(); write(); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(); write(); }, 0); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("hashchange", function () { if (read()) apply(); });
    read();
    apply();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
