// SHA-256 (FIPS 180-4), HMAC (RFC 2104) and ChaCha20 (RFC 8439) in plain script: browsers give WebCrypto only to pages with a certificate.
"use strict";

const ROUND = (() => {
  const primes = [], isPrime = n => primes.every(p => n % p);
  for (let n = 2; primes.length < 64; n++) if (isPrime(n)) primes.push(n);
  const part = x => ((x - Math.floor(x)) * 4294967296) | 0;
  return { start: primes.slice(0, 8).map(p => part(Math.sqrt(p))), k: Int32Array.from(primes, p => part(Math.cbrt(p))) };
})();

class Sha256 {
  constructor() {
    this.h = Int32Array.from(ROUND.start);
    this.w = new Int32Array(64);
    this.rest = new Uint8Array(64);
    this.held = 0;
    this.length = 0;
  }

  update(bytes) {
    this.length += bytes.length;
    let at = 0;
    if (this.held) {
      at = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.held);
      this.held += at;
      if (this.held < 64) return this;
      this.block(this.rest, 0);
      this.held = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.block(bytes, at);
    this.rest.set(bytes.subarray(at));
    this.held = bytes.length - at;
    return this;
  }

  block(b, at) {
    const w = this.w, h = this.h, k = ROUND.k;
    for (let i = 0; i < 16; i++, at += 4) w[i] = (b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, c1, c2, d, e, f, g, q] = h;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (q + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & c1) ^ (a & c2) ^ (c1 & c2))) | 0;
      q = g; g = f; f = e; e = (d + t1) | 0; d = c2; c2 = c1; c1 = a; a = (t1 + t2) | 0;
    }
    h[0] += a; h[1] += c1; h[2] += c2; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += q;
  }

  digest() {
    const bits = this.length * 8, pad = new Uint8Array(((this.held < 56 ? 56 : 120) - this.held) + 8);
    pad[0] = 128;
    const view = new DataView(pad.buffer);
    view.setUint32(pad.length - 8, Math.floor(bits / 4294967296));
    view.setUint32(pad.length - 4, bits >>> 0);
    this.update(pad);
    const out = new Uint8Array(32), result = new DataView(out.buffer);
    this.h.forEach((word, i) => result.setInt32(i * 4, word));
    return out;
  }
}

const text = words => new TextEncoder().encode(words);
const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, "0")).join("");

function hmac(key, ...pieces) {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? new Sha256().update(key).digest() : key);
  const inner = new Sha256().update(block.map(b => b ^ 54));
  for (const piece of pieces) inner.update(piece);
  return new Sha256().update(block.map(b => b ^ 92)).update(inner.digest()).digest();
}

function chacha20(key, nonce, bytes) { // returns a new array; phones are little-endian, and so is the cipher
  const start = new Uint32Array(16), out = new Uint8Array(Math.ceil(bytes.length / 64) * 64);
  start.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  start.set(new Uint32Array(key.slice().buffer), 4);
  start.set(new Uint32Array(nonce.slice().buffer), 13);
  out.set(bytes);
  const words = new Uint32Array(out.buffer), x = new Int32Array(16);
  const quarter = (a, b, c, d) => {
    let t;
    x[a] += x[b]; t = x[d] ^ x[a]; x[d] = (t << 16) | (t >>> 16);
    x[c] += x[d]; t = x[b] ^ x[c]; x[b] = (t << 12) | (t >>> 20);
    x[a] += x[b]; t = x[d] ^ x[a]; x[d] = (t << 8) | (t >>> 24);
    x[c] += x[d]; t = x[b] ^ x[c]; x[b] = (t << 7) | (t >>> 25);
  };
  for (let at = 0; at < words.length; at += 16, start[12]++) {
    x.set(start);
    for (let i = 0; i < 10; i++) {
      quarter(0, 4, 8, 12); quarter(1, 5, 9, 13); quarter(2, 6, 10, 14); quarter(3, 7, 11, 15);
      quarter(0, 5, 10, 15); quarter(1, 6, 11, 12); quarter(2, 7, 8, 13); quarter(3, 4, 9, 14);
    }
    for (let i = 0; i < 16; i++) words[at + i] ^= x[i] + start[i];
  }
  return out.subarray(0, bytes.length);
}

class Seal { // as core/phone/envelope.py
  constructor(code) {
    this.cipher = hmac(text(code), text("bukti/phone/cipher/1"));
    this.proof = hmac(text(code), text("bukti/phone/proof/1"));
  }

  close(plain) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const hidden = chacha20(this.cipher, nonce, plain);
    const proof = hmac(this.proof, text("to-laptop\0\0"), nonce, hidden);
    return { nonce, closed: new Blob([nonce, hidden, proof]) };
  }

  open(closed, question) { // null when it did not come from the laptop, or answers another question
    const at = closed.length - 32;
    if (at < 12) return null;
    const proof = hmac(this.proof, text("to-phone\0"), question, text("\0"), closed.subarray(0, at));
    if (!proof.every((b, i) => b === closed[at + i])) return null;
    return chacha20(this.cipher, closed.subarray(0, 12), closed.subarray(12, at));
  }
}
