package dev.millrace.template;

import java.util.List;

/** Gives the names of an open expression the first slots, and the values of its references those behind. */
record GivenBinder(List<String> names, List<Reference> references) implements Binder {
    @Override
    public Evaluator name(String name) {
        int slot = names.indexOf(name);
        return scope -> scope.variable(slot);
    }

    @Override
    public Evaluator reference(Reference reference) {
        int place = references.indexOf(reference);
        if (place < 0) {
            throw new IllegalStateException("nothing gives a value to " + reference);
        }
        int slot = names.size() + place;
        return scope -> scope.variable(slot);
    }

    @Override
    public int outputs(String stepId) {
        throw new IllegalStateException("references are read before: " + stepId);
    }

    @Override
    public String canonicalOutput(String stepId, String name) {
        throw new IllegalStateException("references are read before: " + stepId);
    }

    @Override
    public boolean keepsResults(String stepId) {
        throw new IllegalStateException("references are read before: " + stepId);
    }

    @Override
    public int variable(String name) {
        throw new IllegalStateException("references are read before: " + name);
    }
}
