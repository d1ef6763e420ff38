// Runs first in every context and gives a script the few globals it may use. Whatever is needed later is captured here,
// before any code of an author can replace it. The host is reached through one function that takes and gives text and
// numbers only; it checks everything again, so nothing here is a wall. Every statement of it is paid for by every script:
// what a script cannot reach, because its text does not say so, is not made.
(function (host, wants, globals, modules) {
  'use strict';
  const { create, defineProperty, freeze, getPrototypeOf, keys, prototype: objectPrototype, setPrototypeOf } = Object;
  const { isArray } = Array;
  const { stringify, parse } = JSON;
  const { apply } = Reflect;
  const { isFinite } = Number;
  const NativeError = Error, NativeTypeError = TypeError, NativeRangeError = RangeError,
    NativePromise = Promise, NativeProxy = Proxy, text = String;
  const then = NativePromise.prototype.then;
  const trim = text.prototype.trim, lower = text.prototype.toLowerCase, charAt = text.prototype.charAt;
  const indexOf = text.prototype.indexOf, slice = text.prototype.slice, split = text.prototype.split;
  const plainText = objectPrototype.toString;
  const unreadable = [Map, Set, WeakMap, WeakSet, RegExp, Promise, ArrayBuffer, DataView, getPrototypeOf(Int8Array)];

  const SETTLED = 0, CALL = 1, MODULE = 2, LOG = 3, TIMER = 4, CLEAR = 5, GLOBAL = 6, REQUEST_ID = 7;
  const INTERFACES = 1, CONSOLE = 2, TIMERS = 4, REQUEST_IDS = 8;

  function define(name, value) {
    defineProperty(globalThis, name, { value, enumerable: false, configurable: false, writable: false });
  }

  // --- values that cross -----------------------------------------------------------------------------------------

  // no switch here: the interpreter takes longer for its declarations than for all of this
  function refuseUnreadable(key, value) {
    const type = typeof value;
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
    if (typeof value === 'number' && !isFinite(value)) {
      throw new NativeTypeError('the number ' + value + ' ' + at(key) + 'has no JSON form');
    }
    return refuseUnreadable(key, value);
  }

  function at(key) {
    return key === '' ? '' : 'at "' + key + '" ';
  }

  // --- calls that are answered later -----------------------------------------------------------------------------

  const pending = create(null);
  let lastId = 0;

  function answer(id, ok, json) {
    const call = pending[id];
    if (call === undefined) return;
    delete pending[id];
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

  // The error is made where the call is, so that its stack shows the author's line; should it be needed, failure(error,
  // info) makes it what it says.
  function expect(id, error, failure) {
    return new NativePromise((resolve, reject) => {
      pending[id] = { resolve, reject, error, failure };
    });
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
    class ProxyError extends NativeError {}
    defineProperty(ProxyError.prototype, 'name', { value: 'ProxyError' });

    function proxyError(error, info) {
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

    const reserved = create(null);
    for (const name of ['then', 'catch', 'finally', 'toJSON', 'toString', 'toLocaleString', 'valueOf', 'constructor',
      'inspect', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable']) reserved[name] = true;

    function send(state, api, form, content) {
      const error = new NativeError('');
      const id = ++lastId;
      const answered = expect(id, error, proxyError);
      host(CALL, id, state.platform, state.instance, state.caller, api, form, content);
      return answered;
    }

    async function rejected(error) {
      throw error;
    }

    function direct(state, api, args) {
      if (state.problem !== undefined) return rejected(invalid(state.platform, api, state.problem));
      const given = create(null);
      for (let i = 0; i < args.length; i++) {
        if (args[i] !== undefined) given[i] = args[i];
      }
      let content;
      try {
        content = stringify(given, refuseInexact);
      } catch (e) {
        return rejected(invalid(state.platform, api, 'the arguments cannot be sent: ' + reasonOf(e)));
      }
      return send(state, api, 'arguments', content);
    }

    function chained(state, args) {
      const problem = state.problem
        ?? (args.length > 0 ? '$call takes no arguments; set them with $path, $query, $header and $body' : undefined)
        ?? (state.api === undefined ? 'there is no interface; name it with $api before $call' : undefined);
      if (problem !== undefined) return rejected(invalid(state.platform, state.api, problem));
      let content = '{"path":' + (state.path ?? '{}');
      if (state.query !== undefined) content += ',"query":' + state.query;
      if (state.header !== undefined) content += ',"header":' + state.header;
      if (state.body !== undefined) content += ',"body":' + state.body;
      return send(state, state.api, 'parts', content + '}');
    }

    // What a chain has been given, parts as JSON text; nobody changes one that a chain has. Every field is there, so that
    // none is looked for in the prototype, which an author may change.
    function copyOf(state) {
      return {
        platform: state.platform, instance: state.instance, caller: state.caller, problem: state.problem,
        api: state.api, path: state.path, query: state.query, header: state.header, body: state.body
      };
    }

    function withProblem(state, problem) {
      const next = copyOf(state);
      next.problem = problem;
      return next;
    }

    function withApi(state, name) {
      if (typeof name !== 'string' || apply(trim, name, []) === '') {
        return withProblem(state, '$api needs the name of an interface, but was given ' + kindOf(name));
      }
      const next = copyOf(state);
      next.api = name;
      return next;
    }

    function withBody(state, data) {
      if (data === undefined || data === null) return state;
      let json;
      try {
        json = stringify(data, refuseInexact);
      } catch (e) {
        return withProblem(state, '$body cannot be sent: ' + reasonOf(e));
      }
      if (json === undefined) return withProblem(state, '$body cannot send ' + kindOf(data));
      const next = copyOf(state);
      next.body = json;
      return next;
    }

    function withPart(state, part, given) {
      if (given === undefined || given === null) return state;
      const kind = typeof given === 'object' && !isArray(given) ? getPrototypeOf(given) : undefined;
      if (kind !== objectPrototype && kind !== null) {
        return withProblem(state, '$' + part + ' needs a plain object, but was given ' + kindOf(given));
      }
      const next = copyOf(state);
      try {
        const json = stringify(given, refuseInexact);
        // names of headers may be the same but for their case within one object too
        next[part] = state[part] === undefined && part !== 'header' ? json : merged(state[part], json, part === 'header');
      } catch (e) {
        return withProblem(state, '$' + part + ' cannot be sent: ' + reasonOf(e));
      }
      return next;
    }

    function merged(before, after, ignoresCase) {
      const all = create(null);
      for (const part of [before === undefined ? {} : parse(before), parse(after)]) {
        for (const name of keys(part)) {
          if (ignoresCase) {
            for (const known of keys(all)) {
              if (apply(lower, known, []) === apply(lower, name, [])) delete all[known];
            }
          }
          all[name] = part[name];
        }
      }
      return stringify(all);
    }

    // Each method gives a new chain, so that a beginning can be used again. Closures cost less than private fields: every
    // context has a class of its own, whose names no cache of the interpreter knows.
    function chain(state) {
      return freeze({
        __proto__: null,
        $api: name => chain(withApi(state, name)),
        $path: given => chain(withPart(state, 'path', given)),
        $query: given => chain(withPart(state, 'query', given)),
        $header: given => chain(withPart(state, 'header', given)),
        $body: data => chain(withBody(state, data)),
        $call: (...args) => chained(state, args)
      });
    }

    // the beginning of a chain, on which every other name is that of an interface
    function interfacesOf(state) {
      const methods = chain(state);
      return new NativeProxy(freeze(create(null)), {
        get(target, name) {
          if (typeof name !== 'string' || reserved[name]) return undefined;
          const first = apply(charAt, name, [0]);
          if (first === '$') return methods[name];
          return first === '_' ? undefined : (...args) => direct(state, name, args);
        }
      });
    }

    function optionsInto(state, options) {
      for (const [option, name, most] of [['instance_key', 'instance', 64], ['caller', 'caller', 64]]) {
        const value = options[option];
        if (value === undefined || value === null) continue;
        if (typeof value !== 'string' || value.length > most) {
          state.problem = 'the option ' + option + ' must be a text of at most ' + most + ' characters, but was '
            + kindOf(value);
          return;
        }
        state[name] = value;
      }
    }

    define('$proxy', freeze(function $proxy(platform, options) {
      if (typeof platform !== 'string' || apply(trim, platform, []) === '') {
        throw invalid(null, null, '$proxy needs the key of a platform, but was given ' + kindOf(platform));
      }
      const state = copyOf({ __proto__: null, platform });
      if (options !== undefined && options !== null) {
        if (typeof options === 'object') optionsInto(state, options);
        else state.problem = 'the options of $proxy must be an object, but were ' + kindOf(options);
      }
      return interfacesOf(state);
    }));
  }

  // --- modules ------------------------------------------------------------------------------------------------------

  function defineModules(modules) {
    class ModuleError extends NativeError {}
    defineProperty(ModuleError.prototype, 'name', { value: 'ModuleError' });

    function moduleError(error, info) {
      setPrototypeOf(error, ModuleError.prototype);
      error.module = info.module;
      error.title = info.title;
      error.code = info.code;
      return complete(error, info.message);
    }

    function moduleFunction(name) {
      return function (parameters) {
        const error = new NativeError('');
        const id = ++lastId;
        const content = stringify(parameters === undefined || parameters === null ? {} : parameters, refuseInexact);
        const answered = host(MODULE, id, name, content);
        if (answered === null) return expect(id, error, moduleError);
        const result = parse(answered);
        if (result.error !== undefined) throw moduleError(error, result.error);
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

  delete globalThis.WeakRef;
  delete globalThis.FinalizationRegistry;
  if (globals !== '') for (const name of parse(globals)) defineGiven(name, name === 'vars');
  if (wants & INTERFACES) defineInterfaces();
  if (wants & CONSOLE) defineConsole();
  if (wants & TIMERS) defineTimers();
  if (wants & REQUEST_IDS) define('generateRequestId', freeze(() => host(REQUEST_ID)));
  if (modules !== '') defineModules(modules);

  return [start, answer, id => fire(id)];
})
