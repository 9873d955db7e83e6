"""Which fields of an object exist for somebody, and which of them he may write."""

from __future__ import annotations

from dataclasses import replace

from kartei.platform.access.asker import Asker
from kartei.platform.kit.expression import Expression
from kartei.platform.meta.formulas import known_uses
from kartei.platform.meta.spec import FieldSpec
from kartei.platform.meta.world import Obj, options_from


class Fields(Asker):
    """Somebody's fields, columns of lines and formulas included."""

    __slots__ = ()

    def field_right(self, obj: Obj, spec: FieldSpec) -> str:
        """ "none", "read" or "write" for a field of an object; a formula needs what it reads."""
        if obj.whole is not None:
            return self.line_right(obj.whole, obj.whole.fields[obj.part], spec)
        if self.leads_away(spec) or self.sums_up_hidden(spec):
            return "none"
        if spec.formula is not None and not self.reads_formula(obj, spec.formula):
            return "none"
        natural = "read" if spec.read_only else "write"
        if self.standing.administrator:
            return natural
        rights = self.standing.fields.get(obj.name, {})
        found = rights.get(spec.name)
        by_nature = "none" if spec.guarded else natural
        if found is None:
            return by_nature
        order = ("none", "read", "write")
        if spec.name + "?" in rights and order.index(by_nature) > order.index(found):
            found = by_nature
        return "read" if spec.read_only and found == "write" else found

    def leads_away(self, spec: FieldSpec) -> bool:
        """Whether a field leads into a module that is switched off, or sums up what is there.

        A module needs those that its own links lead into, so only fields made at run time and those
        that sum up can.
        """
        names = (spec.target, spec.rollup.object if spec.rollup else None)
        return any(n in self.world.objects and not self.in_use(n) for n in names if n)

    def sums_up_hidden(self, spec: FieldSpec) -> bool:
        """Whether a field of ours sums up records of an object that the asker does not see.

        Those made at run time are as open as who made them left them.
        """
        source = spec.rollup
        return source is not None and not spec.runtime and not self.may(source.object, "read")

    def reads_formula(self, obj: Obj, made: Expression) -> bool:
        """Whether the asker reads every field that an expression uses."""
        for use in known_uses(self.world, obj, made).values():
            here = obj
            for link in use.links:
                target = link.target or ""
                if self.field_right(here, link) == "none" or not self.may(target, "read"):
                    return False
                here = self.world.objects[target]
            own = self.field_right(use.obj, use.lines or use.spec)
            if own == "none" or (
                use.lines is not None and self.line_right(use.obj, use.lines, use.spec) == "none"
            ):
                return False
        return True

    def fields(self, obj: Obj) -> dict[str, FieldSpec]:
        """The fields that exist for the asker."""
        key = (obj.name, self.world.version)
        known = self.standing.seen.get(key)
        if known is None:
            known = self.standing.seen[key] = {
                n: self._seen(obj, s)
                for n, s in obj.fields.items()
                if self.field_right(obj, s) != "none"
            }
        return known

    def writable(self, obj: Obj) -> frozenset[str]:
        """The names of the fields that the asker may write."""
        kept, key = self.standing.kept, ("writable", obj.name, self.world.version)
        if key not in kept:
            kept[key] = frozenset(
                n for n, s in self.fields(obj).items() if self.field_right(obj, s) == "write"
            )
        found: frozenset[str] = kept[key]
        return found

    def reads_title(self, obj: Obj) -> bool:
        """Whether titles of an object's records exist for the asker, wherever they would stand."""
        return obj.title_field in self.fields(obj)

    def line_right(self, obj: Obj, spec: FieldSpec, child: FieldSpec) -> str:
        """The right on a column of child rows; roles name it "lines.cost"."""
        part = self.world.parts.get(f"{obj.name}.{spec.name}")
        if child.formula is not None and part is not None:
            if not self.reads_formula(part, child.formula):
                return "none"
            child = replace(child, formula=None)
        return self.field_right(obj, replace(child, name=f"{spec.name}.{child.name}"))

    def _seen(self, obj: Obj, spec: FieldSpec) -> FieldSpec:
        """The field without what the asker may not read: columns of lines (rights are named
        "lines.cost"), and options that are fields of another object.
        """
        if spec.options_of in self.world.objects:
            others = options_from(spec, self.world.objects)
            known = {name for other in others for name in self.fields(other)}
            return replace(spec, options=tuple(o for o in spec.options if o.value in known))
        if spec.lines is None:
            return spec
        seen = {n: s for n, s in spec.lines.items() if self.line_right(obj, spec, s) != "none"}
        return replace(spec, lines=seen)
