package dev.millrace.plan;

/**
 * What carries out operations: one method for each kind. The execution is the only implementation, which lets the
 * virtual machine see through the calls.
 *
 * <p>Each method returns the index of the next step, or one of the constants.
 */
public interface Machine {
    /** The step waits; it stays the current one. */
    int PARKED = -1;
    /** The step failed; the failure is kept by the machine. */
    int FAILED = -2;
    /** The execution is at its end. */
    int ENDED = -3;
    /** A failure that a handler has passed on found no other; the execution fails. */
    int UNHANDLED = -4;

    int branch(Op.Branch op);

    int enterElse(Op.Else op);

    int enterLoop(Op.LoopStart op);

    int repeatLoop(Op.LoopEnd op);

    int enterForEach(Op.ForEachStart op);

    int repeatForEach(Op.ForEachEnd op);

    int forkForEach(Op.ForEachFork op);

    int enterWhile(Op.WhileStart op);

    int leaveTo(Op.Leave op);

    int jump(Op.Jump op);

    int stop(Op.Stop op);

    int stopOther(Op.StopOther op);

    int returnValue(Op.Return op);

    int call(Op.Call op);

    int fork(Op.Fork op);

    int enterTry(Op.TryStart op);

    int endTryBody(Op.Catch op);

    int enterFinally(Op.Finally op);

    int endTry(Op.TryEnd op);

    int raise(Op.Throw op);

    int output(Op.SetOutput op);

    int createVariable(Op.CreateVariable op);

    int getVariable(Op.GetVariable op);

    int setVariable(Op.SetVariable op);

    int module(Op.ModuleCall op);

    int unavailable(Op.Unavailable op);
}
