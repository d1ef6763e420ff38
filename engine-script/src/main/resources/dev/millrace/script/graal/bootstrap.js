// Runs first in every context, most often before it is known for which script, and returns the function that gives a script
// the few globals it may use. Whatever is needed later is captured here, before any code of an author can replace it. The host is reached through one function that takes and gives text and
// numbers, and keeps what belongs to a call until that is answered; it checks everything again, so nothing here is a wall.
// Every statement of it is paid for by every script: what a script cannot reach, because its text does not say so, is not
// made.
(function () {
  'use strict';
  const { create, defineProperty, freeze, getPrototypeOf, keys, prototype: objectPrototype, setPrototypeOf } = Object;
  const { isArray } = Array;
  const { stringify, parse } = JSON;
  const { apply } = Reflect;
  const { isFinite } = Number;
  const NativeError = Error, NativeTypeError = TypeError, NativeRangeError = RangeError,
    NativePromise = Promise, NativeProxy = Proxy, text = String;
  const then = NativePromise.prototype.then, withResolvers = NativePromise.withResolvers;
  const trim = text.prototype.trim, charAt = text.prototype.charAt;
  const indexOf = text.prototype.indexOf, slice = text.prototype.slice, split = text.prototype.split;
  const plainText = objectPrototype.toString;
  const unreadable = [Map, Set, WeakMap, WeakSet, RegExp, Promise, ArrayBuffer, DataView, getPrototypeOf(Int8Array)];

  let host = null;
  const SETTLED = 0, CALL = 1, MODULE = 2, LOG = 3, TIMER = 4, CLEAR = 5, GLOBAL = 6, REQUEST_ID = 7, CHAIN = 8;
  const INTERFACES = 1, CONSOLE = 2, TIMERS = 4, REQUEST_IDS = 8;

  function define(name, value) {
    defineProperty(globalThis, name, { value, enumerable: false, configurable: false, writable: false });
  }

  // --- values that cross -----------------------------------------------------------------------------------------

  // called for every member, so the most frequent kind comes first; no switch: its declarations take longer than all of this
  function refuseUnreadable(key, value) {
    const type = typeof value;
    if (type === 'string') return value;
    if (type === 'object') {
      if (value !== null && !isArray(value) && getPrototypeOf(value) !== objectPrototype) refuseKind(key, value);
    } else if (type === 'function' || type === 'symbol') {
      throw new NativeTypeError('a ' + type + ' ' + at(key) + 'has no JSON form; leave it out');
    }
    return value;
  }

  function refuseKind(key, value) {
    for (let i = 0; i < unreadable.length; i++) {
      if (value instanceof unreadable[i]) {
        throw new NativeTypeError('a ' + unreadable[i].name + ' ' + at(key)
          + 'has no JSON form; make it an object or a list, for example with Object.fromEntries or Array.from');
      }
    }
  }

  function refuseInexact(key, value) {
    if (typeof value === 'string') return value;
    if (typeof value !== 'number') return refuseUnreadable(key, value);
    if (!isFinite(value)) throw new NativeTypeError('the number ' + value + ' ' + at(key) + 'has no JSON form');
    return value;
  }

  function at(key) {
    return key === '' ? '' : 'at "' + key + '" ';
  }

  // --- calls that are answered later -----------------------------------------------------------------------------

  // The host keeps the call and gives it back with its answer. The error is made where the call is, so that its stack
  // shows the author's line; should it be needed, failure(error, info) makes it what it says.
  function expect(error, failure) {
    const { promise, resolve, reject } = apply(withResolvers, NativePromise, []);
    return { promise, resolve, reject, error, failure };
  }

  function answer(call, ok, json) {
    let value;
    try {
      value = json === null ? undefined : parse(json);
    } catch (e) {
      call.reject(call.failure(call.error, { code: 'RESPONSE_INVALID', message: 'the answer is not JSON' }));
      return;
    }
    if (ok) call.resolve(value);
    else call.reject(call.failure(call.error, value));
  }

  function errorClass(name) {
    const made = class extends NativeError {};
    defineProperty(made, 'name', { value: name });
    defineProperty(made.prototype, 'name', { value: name });
    return made;
  }

  function complete(error, message) {
    defineProperty(error, 'message', { value: message, writable: true, configurable: true, enumerable: false });
    const stack = text(error.stack), frames = apply(indexOf, stack, ['\n']);
    defineProperty(error, 'stack', {
      value: error.name + ': ' + message + (frames < 0 ? '' : apply(slice, stack, [frames])),
      writable: true, configurable: true, enumerable: false
    });
    return error;
  }

  // --- texts for messages -------------------------------------------------------------------------------------------

  function shown(value) {
    if (typeof value === 'string') return value;
    try {
      if (value instanceof NativeError) return text(value.stack || value);
      if (typeof value === 'object' && value !== null) return stringify(value) ?? apply(plainText, value, []);
      return text(value);
    } catch (e) {
      return '[' + typeof value + ' that cannot be shown]';
    }
  }

  function kindOf(value) {
    if (value === null) return 'null';
    if (isArray(value)) return 'a list';
    if (typeof value === 'string') return value.length > 80 ? 'a text of ' + value.length + ' characters' : '"' + value + '"';
    return typeof value === 'object' ? 'an object' : typeof value;
  }

  // --- $proxy -------------------------------------------------------------------------------------------------------

  function defineInterfaces() {
    let ProxyError;

    function proxyError(error, info) {
      ProxyError ??= errorClass('ProxyError');
      setPrototypeOf(error, ProxyError.prototype);
      error.code = info.code;
      error.platform = info.platform;
      error.instance = info.instance ?? null;
      error.api = info.api ?? null;
      error.status = info.status ?? null;
      error.response = info.response ?? null;
      error.retryable = info.retryable === true;
      if (info.businessCode !== undefined) error.businessCode = info.businessCode;
      return complete(error, info.message);
    }

    function invalid(platform, api, message) {
      return proxyError(new NativeError(''), { code: 'INVALID_ARGUMENT', platform, api, message });
    }

    function send(kind, target, api, content) {
      const call = expect(new NativeError(''), proxyError);
      host(kind, call, target.platform, target.instance, target.caller, api, content);
      return call.promise;
    }

    async function rejected(error) {
      throw error;
    }

    function direct(target, problem, api, args) {
      if (problem !== undefined) return rejected(invalid(target.platform, api, problem));
      let content = '';
      for (let i = 0; i < args.length; i++) {
        const given = args[i];
        if (given === undefined) continue;
        let json;
        try {
          json = typeof given === 'string' ? stringify(given) : stringify(given, refuseInexact);
        } catch (e) {
          return rejected(invalid(target.platform, api, 'argument ' + (i + 1) + ' cannot be sent: ' + reasonOf(e)));
        }
        if (json !== undefined) content += (content === '' ? '"' : ',"') + i + '":' + json;
      }
      return send(CALL, target, api, '{' + content + '}');
    }

    // A chain is a list of what it was given, the newest first, so that a beginning can be used again and nothing is copied.
    // Parts are JSON text by then, as what they were made of may change. Every field is there, so that none is looked for
    // in the prototype, which an author may change. A call of a function costs the interpreter as much as a line of these,
    // so there are few.
    const TARGET = 0, API = 1, PART = 2, PROBLEM = 3;
    const openings = { __proto__: null, $path: '{"path":', $query: '{"query":', $header: '{"header":', $body: '{"body":' };
    const nothing = freeze(create(null));

    // methods are made when they are asked for: most are asked for once
    function chain(last) {
      return new NativeProxy(nothing, {
        __proto__: null,
        get(target, method) {
          const opening = openings[method];
          if (opening !== undefined) return given => withPart(last, method, opening, given);
          if (method === '$call') return (...args) => chained(last, args);
          return method === '$api' ? name => withApi(last, name) : undefined;
        }
      });
    }

    function withApi(last, name) {
      return typeof name === 'string' && apply(trim, name, []) !== ''
        ? chain({ before: last, kind: API, value: name })
        : withProblem(last, '$api needs the name of an interface, but was given ' + kindOf(name));
    }

    function withPart(last, method, opening, given) {
      if (given === undefined || given === null) return chain(last);
      if (method !== '$body') {
        const kind = typeof given === 'object' && !isArray(given) ? getPrototypeOf(given) : undefined;
        if (kind !== objectPrototype && kind !== null) {
          return withProblem(last, method + ' needs a plain object, but was given ' + kindOf(given));
        }
      }
      let json;
      try {
        json = stringify(given, refuseInexact);
      } catch (e) {
        return withProblem(last, method + ' cannot be sent: ' + reasonOf(e));
      }
      return json === undefined
        ? withProblem(last, method + ' cannot send ' + kindOf(given))
        : chain({ before: last, kind: PART, value: opening + json + '}' });
    }

    function withProblem(last, problem) {
      return chain({ before: last, kind: PROBLEM, value: problem });
    }

    function chained(last, args) {
      let api, problem, parts = '', set = last;
      for (; set.kind !== TARGET; set = set.before) {
        if (set.kind === PART) parts = parts === '' ? set.value : set.value + ',' + parts;
        else if (set.kind === API) api ??= set.value;
        else problem ??= set.value;
      }
      const target = set.value;
      if (args.length > 0) problem ??= '$call takes no arguments; set them with $path, $query, $header and $body';
      if (api === undefined) problem ??= 'there is no interface; name it with $api before $call';
      return problem === undefined
        ? send(CHAIN, target, api, '[' + parts + ']')
        : rejected(invalid(target.platform, api, problem));
    }

    const reserved = {
      __proto__: null, then: true, catch: true, finally: true, toJSON: true, toString: true, toLocaleString: true,
      valueOf: true, constructor: true, inspect: true, hasOwnProperty: true, isPrototypeOf: true,
      propertyIsEnumerable: true
    };

    // the beginning of a chain, on which every other name is that of an interface
    function interfacesOf(target, problem) {
      const first = { before: null, kind: TARGET, value: target };
      const methods = problem === undefined ? chain(first) : withProblem(first, problem);
      return new NativeProxy(nothing, {
        __proto__: null,
        get(nothing, name) {
          if (typeof name !== 'string' || reserved[name]) return undefined;
          const sign = apply(charAt, name, [0]);
          if (sign === '$') return methods[name];
          return sign === '_' ? undefined : (...args) => direct(target, problem, name, args);
        }
      });
    }

    // what is wrong with the options, or undefined
    function take(options, target) {
      if (typeof options !== 'object') return 'the options of $proxy must be an object, but were ' + kindOf(options);
      target.instance = options.instance_key ?? undefined;
      target.caller = options.caller ?? undefined;
      return notShortText('instance_key', target.instance) ?? notShortText('caller', target.caller);
    }

    function notShortText(option, value) {
      return value === undefined || typeof value === 'string' && value.length <= 64
        ? undefined
        : 'the option ' + option + ' must be a text of at most 64 characters, but was ' + kindOf(value);
    }

    define('$proxy', freeze(function $proxy(platform, options) {
      if (typeof platform !== 'string' || apply(trim, platform, []) === '') {
        throw invalid(null, null, '$proxy needs the key of a platform, but was given ' + kindOf(platform));
      }
      const target = { platform, instance: undefined, caller: undefined };
      return interfacesOf(target, options === undefined || options === null ? undefined : take(options, target));
    }));
  }

  // --- modules ------------------------------------------------------------------------------------------------------

  function defineModules(modules) {
    let ModuleError;

    function moduleError(error, info) {
      ModuleError ??= errorClass('ModuleError');
      setPrototypeOf(error, ModuleError.prototype);
      error.module = info.module;
      error.title = info.title;
      error.code = info.code;
      return complete(error, info.message);
    }

    function moduleFunction(name) {
      return function (parameters) {
        const call = expect(new NativeError(''), moduleError);
        const content = stringify(parameters === undefined || parameters === null ? {} : parameters, refuseInexact);
        const answered = host(MODULE, call, name, content);
        if (answered === null) return call.promise;
        const result = parse(answered);
        if (result.error !== undefined) throw moduleError(call.error, result.error);
        return result.value;
      };
    }

    const tree = create(null);
    for (const name of parse(modules)) {
      const path = apply(split, name, ['.']);
      let place = tree;
      for (let i = 0; i < path.length - 1; i++) place = place[path[i]] ??= create(null);
      place[path[path.length - 1]] = moduleFunction(name);
    }
    const frozen = branch => {
      for (const name of keys(branch)) if (typeof branch[name] === 'object') frozen(branch[name]);
      return freeze(branch);
    };
    for (const name of keys(frozen(tree))) define(name, tree[name]);
  }

  // --- console ------------------------------------------------------------------------------------------------------

  function defineConsole() {
    function logging(level) {
      return (...values) => {
        let line = '';
        for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : ' ') + shown(values[i]);
        host(LOG, level, line);
      };
    }

    define('console', freeze({
      log: logging('info'), info: logging('info'), debug: logging('info'), warn: logging('warning'), error: logging('error')
    }));
  }

  // --- timers -------------------------------------------------------------------------------------------------------

  let fire;

  function defineTimers() {
    const timers = create(null);
    let lastId = 0;

    function setTimer(id, millis) {
      const problem = host(TIMER, id, millis);
      if (problem !== null) {
        delete timers[id];
        throw new NativeRangeError(problem);
      }
    }

    function timer(work, millis, args, repeats) {
      if (typeof work !== 'function') throw new NativeTypeError('a timer needs a function, but was given ' + kindOf(work));
      const id = ++lastId;
      const wait = +millis > 0 ? +millis : 0;
      timers[id] = { work, args, repeats, wait };
      setTimer(id, wait);
      return id;
    }

    fire = id => {
      const due = timers[id];
      if (due === undefined) return;
      if (due.repeats) setTimer(id, due.wait);
      else delete timers[id];
      apply(due.work, undefined, due.args);
    };

    function clear(id) {
      if (typeof id !== 'number' || timers[id] === undefined) return;
      delete timers[id];
      host(CLEAR, id);
    }

    define('setTimeout', freeze((work, millis, ...args) => timer(work, millis, args, false)));
    define('setInterval', freeze((work, millis, ...args) => timer(work, millis, args, true)));
    define('clearTimeout', freeze(clear));
    define('clearInterval', freeze(clear));
    define('sleep', freeze(millis => new NativePromise(resolve => void timer(resolve, millis, [], false))));
  }

  // --- what the host gives in ------------------------------------------------------------------------------------

  function deeplyFrozen(root) {
    const open = [root];
    for (let i = 0; i < open.length; i++) {
      const value = freeze(open[i]);
      for (const key of keys(value)) {
        if (typeof value[key] === 'object' && value[key] !== null) open[open.length] = value[key];
      }
    }
    return root;
  }

  // read from the host when the script first looks at it
  function defineGiven(name, readOnly) {
    let value, known = false;
    defineProperty(globalThis, name, {
      get() {
        if (!known) {
          value = host(GLOBAL, name);
          if (typeof value === 'string') value = parse(value);
          if (readOnly && typeof value === 'object' && value !== null) deeplyFrozen(value);
          known = true;
        }
        return value;
      },
      enumerable: false, configurable: false
    });
  }

  // --- the end ---------------------------------------------------------------------------------------------------

  function reasonOf(error) {
    try {
      return error instanceof NativeError ? text(error.message) : shown(error);
    } catch (e) {
      return 'unknown';
    }
  }

  function described(reason) {
    const report = { name: '', message: '', stack: '', details: undefined, code: undefined };
    try {
      if (reason instanceof NativeError) {
        report.name = text(reason.name);
        report.message = text(reason.message);
        report.stack = text(reason.stack);
        report.details = detailsOf(reason);
        if (typeof reason.code === 'string' || typeof reason.code === 'number') report.code = text(reason.code);
      } else {
        report.message = shown(reason);
      }
    } catch (e) {
      report.message = report.message || 'an error that cannot be read';
    }
    return stringify(report);
  }

  function detailsOf(error) {
    const own = create(null);
    for (const key of keys(error)) own[key] = error[key];
    if (error.cause !== undefined) own.cause = reasonOf(error.cause);
    try {
      return keys(own).length === 0 ? undefined : stringify(own);
    } catch (e) {
      return undefined;
    }
  }

  function fulfilled(value) {
    let json;
    try {
      json = typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
        ? stringify(value, refuseUnreadable)
        : stringify(value);
    } catch (e) {
      failed(new NativeTypeError('the result cannot leave the script: ' + reasonOf(e)));
      return;
    }
    host(SETTLED, true, json === undefined ? null : json);
  }

  function failed(reason) {
    host(SETTLED, false, described(reason), reason);
  }

  function start(program) {
    apply(then, apply(program, undefined, []), [fulfilled, failed]);
  }

  function open(door, wants, globals, modules) {
    host = door;
    if (globals !== '') for (const name of parse(globals)) defineGiven(name, name === 'vars');
    if (wants & INTERFACES) defineInterfaces();
    if (wants & CONSOLE) defineConsole();
    if (wants & TIMERS) defineTimers();
    if (wants & REQUEST_IDS) define('generateRequestId', freeze(() => host(REQUEST_ID)));
    if (modules !== '') defineModules(modules);
    return [start, answer, id => fire(id)];
  }

  delete globalThis.WeakRef;
  delete globalThis.FinalizationRegistry;
  return open;
})()
