/** When answers are saved, and what happens when saving fails. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { KEY_MS, LONGEST_MS, PAUSE_MS, RETRY_MS, Saver, TryAgain } from "../../static/quizzes/saver.js";

/** Time that passes only when told to, with what falls due meanwhile. */
class Timers {
  #time = 0;
  #due = new Map();
  #last = 0;

  now = () => this.#time;
  set = (action, ms) => {
    this.#due.set(++this.#last, { at: this.#time + ms, action });
    return this.#last;
  };
  clear = (id) => this.#due.delete(id);

  async pass(ms) {
    const end = this.#time + ms;
    for (;;) {
      const next = [...this.#due].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!next) break;
      this.#due.delete(next[0]);
      this.#time = Math.max(this.#time, next[1].at);
      next[1].action();
      await settle();
    }
    this.#time = end;
    await settle();
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A candidate's box, a server that answers as told, and the saver between them. */
class Desk {
  timers = new Timers();
  text = "";
  kept = null; // what this browser keeps as a draft
  sent = [];
  states = [];
  messages = [];
  answer = async () => ({ state: "saved", revision: this.sent.length });

  constructor() {
    this.saver = new Saver({
      read: () => this.text,
      post: (text) => {
        this.sent.push(text);
        return this.answer();
      },
      draft: { keep: (text) => (this.kept = text), drop: () => (this.kept = null) },
      report: (state, reply) => {
        this.states.push(state);
        if (reply?.message) this.messages.push(reply.message);
      },
      timers: this.timers,
    });
  }

  type(text) {
    this.text = text;
    this.saver.changed();
  }
}

/** A server's answer that comes when `arrive` is called. */
function slowAnswer(desk) {
  let arrive;
  desk.answer = () => new Promise((resolve) => (arrive = resolve));
  return (reply) => {
    arrive(reply);
    return settle();
  };
}

test("a pause in typing saves once, and the draft goes when the server has it", async () => {
  const desk = new Desk();

  desk.type("a");
  assert.equal(desk.kept, "a");
  await desk.timers.pass(PAUSE_MS - 1);
  assert.deepEqual(desk.sent, []);
  await desk.timers.pass(60_000);

  assert.deepEqual(desk.sent, ["a"]);
  assert.deepEqual(desk.states, ["changed", "saving", "saved"]);
  assert.equal(desk.kept, null);
});

test("somebody who never pauses is saved all the same", async () => {
  const desk = new Desk();

  for (let second = 0; second <= 10; second += 1) {
    desk.type(`${second}`);
    await desk.timers.pass(1_000);
  }

  assert.deepEqual(desk.sent, [`${LONGEST_MS / 1_000 - 1}`, `${(2 * LONGEST_MS) / 1_000 - 1}`]);
});

test("nothing changed, nothing sent", async () => {
  const desk = new Desk();

  assert.equal(await desk.saver.save(), true);

  assert.deepEqual(desk.sent, []);
});

test("what is typed while a save is under way is saved by the next one", async () => {
  const desk = new Desk();
  const arrive = slowAnswer(desk);

  desk.type("first");
  await desk.timers.pass(PAUSE_MS);
  desk.type("first and second");
  await desk.timers.pass(PAUSE_MS);
  assert.deepEqual(desk.sent, ["first"]);
  await arrive({ state: "saved", revision: 1 });
  assert.equal(desk.kept, "first and second");
  await desk.timers.pass(PAUSE_MS);
  await arrive({ state: "saved", revision: 2 });

  assert.deepEqual(desk.sent, ["first", "first and second"]);
  assert.equal(desk.kept, null);
});

test("a line that is down is tried again, ever more seldom, and the text is kept", async () => {
  const desk = new Desk();
  desk.answer = async () => {
    throw new Error("no line");
  };

  desk.type("a");
  await desk.timers.pass(PAUSE_MS);
  for (const wait of RETRY_MS) {
    const before = desk.sent.length;
    await desk.timers.pass(wait - 1);
    assert.equal(desk.sent.length, before);
    await desk.timers.pass(1);
    assert.equal(desk.sent.length, before + 1);
  }

  assert.equal(desk.states.at(-1), "offline");
  assert.equal(desk.kept, "a");
});

test("when the line is back the text is saved at once", async () => {
  const desk = new Desk();
  const goodAnswer = desk.answer;
  desk.answer = async () => {
    throw new Error("no line");
  };
  desk.type("a");
  await desk.timers.pass(PAUSE_MS);

  desk.answer = goodAnswer;
  await desk.saver.retryNow();

  assert.equal(desk.states.at(-1), "saved");
  assert.equal(desk.kept, null);
});

test("half a word of an input method is neither sent nor kept", async () => {
  const desk = new Desk();

  desk.saver.compositionStarted();
  desk.type("ㄋㄧˇ");
  await desk.timers.pass(60_000);
  await desk.saver.save({ leaving: true });
  assert.deepEqual([desk.sent, desk.kept], [[], null]);
  desk.type("你");
  desk.saver.compositionEnded();
  await desk.timers.pass(PAUSE_MS);

  assert.deepEqual(desk.sent, ["你"]);
});

test("what the server refuses is not sent again until it changes", async () => {
  const desk = new Desk();
  desk.answer = async () => ({ state: "refused", message: "Too long." });

  desk.type("too long");
  await desk.timers.pass(60_000);
  await desk.saver.save();
  assert.deepEqual(desk.sent, ["too long"]);
  assert.deepEqual(desk.messages, ["Too long."]);
  assert.equal(desk.kept, "too long");
  desk.answer = async () => ({ state: "saved", revision: 1 });
  desk.type("short");
  await desk.timers.pass(PAUSE_MS);

  assert.deepEqual(desk.sent, ["too long", "short"]);
});

test("a text shortened while the long one is being refused is saved", async () => {
  const desk = new Desk();
  const arrive = slowAnswer(desk);

  desk.type("too long");
  await desk.timers.pass(PAUSE_MS);
  desk.type("short");
  await arrive({ state: "refused", message: "Too long." });
  await desk.timers.pass(PAUSE_MS);

  assert.deepEqual(desk.sent, ["too long", "short"]);
});

test("after the end nothing is sent any more", async () => {
  const desk = new Desk();
  desk.answer = async () => ({ state: "closed", message: "Your time is up." });

  desk.type("late");
  await desk.timers.pass(PAUSE_MS);
  desk.type("later");
  await desk.timers.pass(60_000);

  assert.deepEqual(desk.sent, ["late"]);
  assert.deepEqual(desk.states, ["changed", "saving", "closed"]);
});

test("leaving does not wait for a save that is under way", async () => {
  const desk = new Desk();
  slowAnswer(desk);

  desk.type("first");
  await desk.timers.pass(PAUSE_MS);
  desk.type("last");
  desk.saver.save({ leaving: true });

  assert.deepEqual(desk.sent, ["first", "last"]);
});

test("what stood before a half-composed word is sent when the page has to go", async () => {
  const desk = new Desk();

  desk.type("settled");
  desk.saver.compositionStarted();
  desk.type("settled ㄋㄧˇ");
  await desk.saver.save();
  assert.deepEqual(desk.sent, []);
  await desk.saver.save({ leaving: true });

  assert.deepEqual(desk.sent, ["settled"]);
  assert.equal(desk.saver.isSaved, false);
  assert.equal(desk.kept, "settled");
});

test("at the end of time the last settled text is sent though a word is being composed", async () => {
  const desk = new Desk();
  desk.type("settled");
  desk.saver.compositionStarted();
  desk.type("settled ㄏ");

  await desk.saver.save({ last: true });

  assert.deepEqual(desk.sent, ["settled"]);
});

test("a key that the input method took holds saving back, and not for long", async () => {
  const desk = new Desk();
  desk.type("a");
  await desk.timers.pass(PAUSE_MS - 1);

  desk.saver.keyTakenByInputMethod();
  await desk.timers.pass(KEY_MS - 1);
  assert.deepEqual(desk.sent, []);
  await desk.timers.pass(PAUSE_MS);

  assert.deepEqual(desk.sent, ["a"]);
});

test("a conflict waits for a choice, and meanwhile nothing is sent and the text is kept", async () => {
  const desk = new Desk();
  desk.answer = async () => ({ state: "conflict", revision: 4 });

  desk.type("mine");
  await desk.timers.pass(PAUSE_MS);
  desk.type("mine, more");
  await desk.timers.pass(60_000);
  assert.deepEqual(desk.sent, ["mine"]);
  assert.equal(desk.kept, "mine, more");
  desk.answer = async () => ({ state: "saved", revision: 5 });
  await desk.saver.resolve({ keepMine: true });

  assert.deepEqual(desk.sent, ["mine", "mine, more"]);
  assert.equal(desk.kept, null);
});

test("whoever keeps the saved text sends nothing", async () => {
  const desk = new Desk();
  desk.answer = async () => ({ state: "conflict", revision: 4 });
  desk.type("mine");
  await desk.timers.pass(PAUSE_MS);

  await desk.saver.resolve({ keepMine: false });
  await desk.timers.pass(60_000);

  assert.deepEqual(desk.sent, ["mine"]);
  assert.deepEqual([desk.saver.isSaved, desk.kept], [true, null]);
});

test("a browser that may only read sends nothing any more and keeps its text", async () => {
  const desk = new Desk();
  desk.answer = async () => ({ state: "replaced" });

  desk.type("mine");
  await desk.timers.pass(PAUSE_MS);
  desk.type("more");
  await desk.timers.pass(60_000);

  assert.deepEqual(desk.sent, ["mine"]);
  assert.equal(desk.kept, "mine");
});

test("a server in trouble is told apart from a line that is down, and asked again", async () => {
  const desk = new Desk();
  const goodAnswer = desk.answer;
  desk.answer = async () => {
    throw new TryAgain({ state: "fault" });
  };

  desk.type("a");
  await desk.timers.pass(PAUSE_MS);
  assert.equal(desk.states.at(-1), "fault");
  desk.answer = goodAnswer;
  await desk.timers.pass(RETRY_MS[0]);

  assert.deepEqual(desk.sent, ["a", "a"]);
  assert.equal(desk.states.at(-1), "saved");
});
