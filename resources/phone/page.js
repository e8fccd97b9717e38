// Takes the files that a person chooses, computes their fingerprints, and sends them one after the other; goes on when the line comes back.
"use strict";

const words = JSON.parse(document.getElementById("words").textContent);
const at = id => document.getElementById(id);
const say = (key, places = {}) => Object.entries(places).reduce((said, [name, value]) => said.replace(`{${name}}`, value), words[key]);
const PIECE = 1024 * 1024, WAITS_S = [1, 2, 4, 8, 15];
const short = digest => `${digest.slice(0, 4)} ${digest.slice(4, 8)}`;
const rest = seconds => new Promise(done => setTimeout(done, seconds * 1000));

const code = location.hash.slice(1);
const queue = [];
let seal = null, isWorking = false, isOver = false;

const phone = (() => { // the same after a reload, so that it is not taken for a second phone
  const fresh = () => hex(crypto.getRandomValues(new Uint8Array(16)));
  try {
    const name = "bukti-" + hex(new Sha256().update(text(code)).digest()).slice(0, 16);
    const kept = localStorage.getItem(name) || fresh();
    localStorage.setItem(name, kept);
    return kept;
  } catch {
    return fresh();
  }
})();

function trouble(sentence) {
  at("trouble").hidden = !sentence;
  at("trouble").textContent = sentence || "";
}

class Refused extends Error {}

async function ask(question, piece = new Uint8Array(0)) { // waits for the line as long as it takes
  const head = text(JSON.stringify({ ...question, phone }));
  const plain = new Uint8Array(4 + head.length + piece.length);
  new DataView(plain.buffer).setUint32(0, head.length);
  plain.set(head, 4);
  plain.set(piece, 4 + head.length);
  for (let turn = 0; ; turn++) {
    const { nonce, closed } = seal.close(plain);
    try {
      const answer = await fetch("/say", { method: "POST", body: closed });
      if (answer.status === 403) {
        isOver = true;
        throw new Refused(say("wrong_code"));
      }
      const opened = answer.ok ? seal.open(new Uint8Array(await answer.arrayBuffer()), nonce) : null;
      if (opened) {
        trouble("");
        const said = JSON.parse(new TextDecoder().decode(opened));
        if (said.trouble) throw new Refused(`${said.trouble.title}\n${said.trouble.hint}`);
        return said;
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    if (turn > 0) trouble(say("no_line"));
    await rest(WAITS_S[Math.min(turn, WAITS_S.length - 1)]);
  }
}

class Line { // one file in the list
  constructor(file) {
    this.file = file;
    this.item = document.createElement("li");
    const name = document.createElement("b");
    name.textContent = file.name;
    this.print = document.createElement("code");
    this.bar = document.createElement("progress");
    this.bar.value = 0;
    this.state = document.createElement("span");
    this.state.className = "state";
    this.again = document.createElement("button");
    this.again.type = "button";
    this.again.textContent = say("again");
    this.again.hidden = true;
    this.again.addEventListener("click", () => { this.show("", say("waiting")); queue.push(this); work(); });
    this.item.append(name, this.print, this.bar, this.state, this.again);
    at("list").append(this.item);
    this.show("", say("waiting"));
  }

  show(kind, sentence, part) {
    this.kind = kind;
    this.item.className = kind;
    this.state.textContent = sentence;
    this.bar.hidden = kind !== "";
    if (part !== undefined) this.bar.value = part;
    this.again.hidden = kind !== "bad";
    const lines = [...at("list").children];
    at("all").textContent = say("all", { kept: lines.filter(one => one.className === "kept").length, count: lines.length });
  }

  async fingerprint() {
    const hash = new Sha256();
    for (let from = 0; from < this.file.size; from += PIECE) {
      hash.update(new Uint8Array(await this.file.slice(from, from + PIECE).arrayBuffer()));
      this.show("", say("hashing"), from / this.file.size);
    }
    this.digest = hex(hash.digest());
    this.print.textContent = short(this.digest);
    at("compare").hidden = false;
  }

  async send() {
    try {
      if (!this.digest) await this.fingerprint();
    } catch {
      this.show("bad", say("unreadable"));
      return;
    }
    let said = await ask({ call: "file", sha256: this.digest, name: this.file.name, size: this.file.size });
    while (!said.done) {
      const percent = this.file.size ? Math.floor(100 * said.offset / this.file.size) : 100;
      this.show("", say("sending", { percent }), percent / 100);
      let piece;
      try {
        piece = new Uint8Array(await this.file.slice(said.offset, said.offset + PIECE).arrayBuffer());
      } catch {
        this.show("bad", say("unreadable"));
        return;
      }
      said = await ask({ call: "piece", sha256: this.digest, offset: said.offset }, piece);
    }
    if (said.sha256 !== this.digest) this.show("bad", say("differs"));
    else this.show("kept", say(said.done, { no: said.no }), 1);
  }
}

async function work() {
  if (isWorking) return;
  isWorking = true;
  while (queue.length && !isOver) {
    const line = queue.shift();
    try {
      await line.send();
    } catch (error) {
      line.show("bad", error.message);
      if (isOver) trouble(error.message);
    }
  }
  isWorking = false;
}

async function begin() {
  at("title").textContent = say("title");
  for (const id of ["original", "compare", "stay"]) at(id).textContent = say(id);
  at("choose-words").textContent = say("choose");
  if (!code) return trouble(say("no_code"));
  if (!window.Blob || !Blob.prototype.arrayBuffer || !window.fetch) return trouble(say("old"));
  seal = new Seal(code);
  try {
    const said = await ask({ call: "hello" });
    at("into").textContent = said.case ? say("into", { case: said.case }) : "";
    at("work").hidden = false;
  } catch (error) {
    trouble(error.message);
  }
}

at("files").addEventListener("change", () => {
  for (const file of at("files").files) queue.push(new Line(file));
  at("files").value = "";
  work();
});
window.addEventListener("beforeunload", event => { if (isWorking && !isOver) event.preventDefault(); });
window.addEventListener("hashchange", () => location.reload());
begin();
