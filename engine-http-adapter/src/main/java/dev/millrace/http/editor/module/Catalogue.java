package dev.millrace.http.editor.module;

import dev.millrace.http.editor.Envelope;
import dev.millrace.http.exchange.Response;
import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All answers about modules, written once: an engine's modules never change. Immutable. */
final class Catalogue {
    private final ModuleCatalogue modules;
    private final List<Item> items = new ArrayList<>();
    private final Map<ModuleDescriptor, Response> details = new LinkedHashMap<>();
    private final Map<ModuleDescriptor, Response> forms = new LinkedHashMap<>();
    private final Response categories = Envelope.ok(Map.of("categories", Categories.all()));
    private final Response offered;

    /** A line of the list, with the texts it is searched by in lower case. */
    private record Item(Category category, boolean available, String searched, Map<String, @Nullable Object> fields) {}

    Catalogue(ModuleCatalogue modules) {
        this.modules = modules;
        for (ModuleCatalogue.Entry entry : modules.entries()) {
            add(entry);
        }
        this.offered = answer(items.stream().filter(Item::available).toList());
    }

    private void add(ModuleCatalogue.Entry entry) {
        ModuleDescriptor module = entry.descriptor();
        ModuleText text = new ModuleText(entry);
        details.put(module, Envelope.ok(text.details()));
        forms.put(module, Envelope.ok(Map.of("schema", new InputForm(module).fields())));
        BlockRole.Position position = module.block().position();
        if (position == BlockRole.Position.NONE || position == BlockRole.Position.START) {
            String searched = String.join("\n", text.searched()).toLowerCase(Locale.ROOT);
            items.add(new Item(module.category(), entry.available(), searched, text.item()));
        }
    }

    Response categories() {
        return categories;
    }

    /** Everything that is offered, without the middles and ends of blocks, which an editor adds by itself. */
    Response list() {
        return offered;
    }

    /**
     * A part of it.
     *
     * @param category an id or label; an unknown one has no modules
     * @param search in names, descriptions and ids, in any case of letters
     * @param withUnavailable what is known and not offered here too
     */
    Response list(Optional<String> category, Optional<String> search, boolean withUnavailable) {
        Optional<Category> wanted = category.flatMap(Categories::named);
        String needle = search.orElse("").toLowerCase(Locale.ROOT);
        return answer(items.stream()
                .filter(item -> withUnavailable || item.available())
                .filter(item -> category.isEmpty()
                        || wanted.filter(item.category()::equals).isPresent())
                .filter(item -> item.searched().contains(needle))
                .toList());
    }

    private static Response answer(List<Item> items) {
        return Envelope.ok(Map.of("modules", items.stream().map(Item::fields).toList()));
    }

    /** @param name an id or alias */
    Optional<Response> details(String name) {
        return modules.find(name).map(entry -> details.get(entry.descriptor()));
    }

    Optional<Response> form(String name) {
        return modules.find(name).map(entry -> forms.get(entry.descriptor()));
    }
}
