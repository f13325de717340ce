/* 中文提问在交给搜索以前先切好词。主题自带的切法会丢掉一句话的最后一个词（“服务热线”只剩“服务”），
   碰到索引里没有的字，后面的全丢。这里按索引里有的词重新切，去掉“什么、怎么、谁”这类问话的字。
   每个词后面加一个“〇”：主题切词时不看最后一个字，加上它，真正的最后一个字才看得到。
   切不动、出了错，都原样交过去。要排在 iframe-worker-shim.js 之后。 */
(function () {
  "use strict";
  var HAN = /\p{sc=Han}+/gu;
  var RUN = /((?:title|text|tags):|[+-])?(\p{sc=Han}+)/gu;
  var LONGEST = 8, UNKNOWN = 3, END = "〇";
  var IDLE = new Set(("什么 怎么 怎样 如何 多久 多少 多长 几号 几次 哪些 哪个 哪里 谁 吗 呢 的 了 要 是 有 在 和 与 或 找 到 " +
    "请问 需要 应该 可以 时候 什么时候 怎么办 是不是 有没有 要不要 能不能").split(" "));

  /* 索引里的词：搜索引擎已经用零宽空格切开 */
  function vocabulary(docs) {
    var words = new Set(IDLE);
    docs.forEach(function (doc) {
      (doc.title + " " + doc.text).replace(/<[^>]*>/g, " ").replace(HAN, function (word) { words.add(word); });
    });
    return words;
  }

  /* 切成最少的词；不认识的字一个顶三个词 */
  function cut(run, words) {
    var best = [[0]];
    best.length = run.length + 1;
    best[run.length] = [0, run.length];
    for (var from = run.length - 1; from >= 0; from--) {
      best[from] = [UNKNOWN + best[from + 1][0], from + 1];
      for (var to = Math.min(from + LONGEST, run.length); to > from; to--) {
        if (words.has(run.slice(from, to)) && 1 + best[to][0] < best[from][0]) best[from] = [1 + best[to][0], to];
      }
    }
    var pieces = [];
    for (var at = 0; at < run.length; at = best[at][1]) pieces.push(run.slice(at, best[at][1]));
    return pieces;
  }

  /* 正在打的半个词：索引里有词以它开头就留着 */
  function begins(piece, words) {
    for (var word of words) if (word.startsWith(piece)) return true;
    return false;
  }

  function prepare(query, words) {
    return query.replace(RUN, function (whole, sign, run) {
      var pieces = cut(run, words).filter(function (piece) { return words.has(piece) || begins(piece, words); });
      var telling = pieces.filter(function (piece) { return !IDLE.has(piece); });
      var kept = telling.length ? telling : pieces;
      if (!kept.length) return whole;
      return " " + kept.map(function (piece) {
        return (sign || "") + piece + (words.has(piece) ? END : "");
      }).join(" ") + " ";
    });
  }

  var Plain = window.Worker;
  if (!Plain) return;
  function AskingWorker(address, options) {
    var worker = new Plain(address, options);
    var send = worker.postMessage;
    var docs = [], words = null;
    worker.postMessage = function (message, transfer) {
      try {
        if (message.type === 0 && message.data.docs) docs = message.data.docs;
        if (message.type === 2 && typeof message.data === "string") {
          words = words || vocabulary(docs);
          message = { type: 2, data: prepare(message.data, words) };
        }
      } catch (_) { /* 不是搜索的消息，或浏览器太旧 */ }
      return send.call(worker, message, transfer);
    };
    return worker;
  }
  window.Worker = AskingWorker;
})();
