/* 我的职责：选自己的角色（可以几个，只记在本机浏览器里），在列表里边打字边找，首页列出自己的事。没有脚本时列表照样能看。 */
(function () {
  "use strict";

  var KEY = "guanbiao.role";

  function chosen() {
    try { return (localStorage.getItem(KEY) || "").split(" ").filter(Boolean); } catch (error) { return []; }
  }
  function keep(roles) {
    try {
      if (roles.length) localStorage.setItem(KEY, roles.join(" "));
      else localStorage.removeItem(KEY);
      return true;
    } catch (error) { return false; }
  }
  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }
  function add(parent, name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    parent.appendChild(made);
    return made;
  }
  function link(parent, item) {
    add(parent, "a", item.title).href = item.href;
  }

  /* 选择框 */
  function choices() {
    var boxes = all("input[data-role]");
    if (!boxes.length) return;
    var state = document.querySelector(".gb-mine-state");
    function show() {
      var roles = chosen();
      boxes.forEach(function (box) { box.checked = roles.indexOf(box.dataset.role) >= 0; });
    }
    boxes.forEach(function (box) {
      box.parentNode.hidden = false;
      box.addEventListener("change", function () {
        var roles = chosen().filter(function (role) { return role !== box.dataset.role; });
        if (box.checked) roles.push(box.dataset.role);
        var kept = keep(roles);
        state.textContent = !kept ? "浏览器不让保存，选了也记不住。"
          : box.checked ? "记住了，首页会列出它的事。" : "不再算我的角色。";
        show();
      });
    });
    show();
    refresh(show);
  }

  /* 边打字边找 */
  function filter() {
    var field = document.getElementById("gb-role-words");
    if (!field) return;
    var rows = all(".gb-role");
    var shown = document.getElementById("gb-role-shown");
    function apply() {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      rows.forEach(function (row) {
        row.hidden = !words.every(function (word) { return row.dataset.words.indexOf(word) >= 0; });
        if (!row.hidden) count += 1;
      });
      shown.textContent = "显示 " + count + " 个，共 " + rows.length + " 个";
    }
    field.closest(".gb-role-filter").hidden = false;
    field.addEventListener("input", apply);
    apply();
  }

  /* 首页的“我的” */
  function home() {
    var strip = document.getElementById("gb-mine");
    if (!strip) return;
    var data = JSON.parse(strip.dataset.mine);
    var invitation = strip.innerHTML;
    var list = strip.querySelector("a").getAttribute("href");
    function show() {
      var roles = chosen().filter(function (role) { return Object.prototype.hasOwnProperty.call(data.roles, role); })
        .map(function (role) { return data.roles[role]; });
      if (!roles.length) { strip.innerHTML = invitation; return; }
      strip.textContent = "";
      head(strip, roles, list);
      counts(strip, roles);
      next(strip, roles, data.items);
    }
    show();
    refresh(show);
  }
  function union(roles, key) {
    var seen = {};
    roles.forEach(function (role) { role[key].forEach(function (place) { seen[place] = true; }); });
    return Object.keys(seen).map(Number).sort(function (a, b) { return a - b; });
  }
  function head(strip, roles, list) {
    var line = add(strip, "p", "", "gb-mine-head");
    add(line, "strong", "我的");
    line.append("（截至 " + strip.dataset.asOf + "）：");
    roles.forEach(function (role, place) {
      if (place) line.append("、");
      link(line, role);
    });
    line.append("　");
    link(line, { title: "换角色", href: list });
  }
  function counts(strip, roles) {
    var cards = add(strip, "ul", "", "gb-cards");
    [["逾期没交", "overdue", "missing"], ["现在欠的，连同要补的", "owed", "deficient"], ["30 天内到期", "soon", "pending"]]
      .forEach(function (part) {
        var card = add(cards, "li", "", "gb-card gb-edge-" + part[2]);
        add(card, "span", String(union(roles, part[1]).length), "gb-number");
        add(card, "span", part[0]);
      });
  }
  function next(strip, roles, items) {
    var places = union(roles, "next").slice(0, 3);
    add(strip, "p", places.length ? "接下来要交：" : "三个月内没有要到期的。");
    if (!places.length) return;
    var held = add(strip, "ul", "", "gb-due");
    places.forEach(function (place) {
      var item = items[place];
      var row = add(held, "li");
      add(row, "span", item.due, "gb-day");
      var words = add(row, "span");
      link(words, item);
      words.append("　" + item.period);
    });
  }

  /* 别的窗口里改了，或者后退回来，跟着变 */
  function refresh(show) {
    window.addEventListener("storage", show);
    window.addEventListener("pageshow", show);
  }

  function ready() {
    choices();
    filter();
    home();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
