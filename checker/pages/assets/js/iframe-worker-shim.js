/* 用浏览器直接打开文件（file://）时，搜索用的 Worker 不能启动；这里用同一文件夹里的 iframe 代替它。
   由网站提供时不做任何事。名字里的 iframe-worker 是主题约定的，改名会让主题到外网去取。 */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;

  function FrameWorker(address) {
    var target = new EventTarget();
    var self = this;
    var waiting = [];
    this.onmessage = this.onmessageerror = this.onerror = null;
    this.addEventListener = target.addEventListener.bind(target);
    this.removeEventListener = target.removeEventListener.bind(target);
    this.dispatchEvent = target.dispatchEvent.bind(target);

    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "搜索";
    frame.setAttribute("aria-hidden", "true");
    document.body.appendChild(frame);
    var inside = frame.contentWindow;
    inside.document.open();
    inside.document.write("<!doctype html><meta charset='utf-8'><title>搜索</title>");
    inside.document.close();

    /* 里面的 postMessage 是“发给页面”，importScripts 是“逐个载入再继续” */
    inside.postMessage = function (data) {
      setTimeout(function () {
        var event = new MessageEvent("message", { data: data });
        if (self.onmessage) self.onmessage(event);
        target.dispatchEvent(event);
      }, 0);
    };
    inside.importScripts = function () {
      return Array.prototype.reduce.call(arguments, function (before, url) {
        return before.then(function () { return load(new URL(url, address).href); });
      }, Promise.resolve());
    };

    function load(url) {
      return new Promise(function (resolve, reject) {
        var script = inside.document.createElement("script");
        script.src = url;
        script.onload = resolve;
        script.onerror = reject;
        inside.document.head.appendChild(script);
      });
    }
    function deliver(data) {
      inside.dispatchEvent(new MessageEvent("message", { data: data }));
    }
    this.postMessage = function (data) { if (waiting) waiting.push(data); else deliver(data); };
    this.terminate = function () { frame.remove(); };

    load(new URL(address, location.href).href).then(function () {
      var held = waiting;
      waiting = null;
      held.forEach(deliver);
    }).catch(function (event) { if (self.onerror) self.onerror(event); });
  }

  window.Worker = window.IFrameWorker = FrameWorker;
})();
