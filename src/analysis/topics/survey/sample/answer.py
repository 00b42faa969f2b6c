"""Who answered: a sentence and the sample before and after weighting."""

from __future__ import annotations

from analysis.claims.bases import respondents_base
from analysis.languages import formats, messages
from analysis.sources.words import Words
from analysis.statistics.deciding import reaches
from analysis.statistics.weighting import WeightSummary
from analysis.topics.survey.sample.method import Sample, SampleProfile
from analysis.values.absent import unless_absent
from analysis.values.answer import Answer
from analysis.values.finding import Finding
from analysis.values.table import Column, Row, Table, cell

_ = messages(__name__)
POOR_EFFICIENCY = 0.4


@unless_absent
def answer(sample: Sample, words: Words) -> Answer:
    """Say how many answered and, where they were weighted, what the sample is worth then."""
    return Answer((_told(sample.weighting),), (_table(sample.profile, sample, words),))


def _told(weighting: WeightSummary) -> Finding:
    text = _("{base} people answered.", base=formats.number(weighting.base))
    if weighting.weighted:
        text = _weighted_sample(weighting)
    weak = not reaches(weighting.efficiency, POOR_EFFICIENCY)
    implication = _("The weights cost more than half of the sample: read small groups with care.")
    return Finding(
        name="sample_profile",
        headline=_("{base} respondents answered", base=formats.number(weighting.base)),
        text=text,
        implication=implication if weak else "",
        question="S1.3",
        strength=0.9 if weak else 0.05,
    )


def _weighted_sample(weighting: WeightSummary) -> str:
    return _(
        "{base} people answered; after weighting they are worth {effective} "
        "(weighting efficiency {efficiency}).",
        base=formats.number(weighting.base),
        effective=formats.number(weighting.effective_base),
        efficiency=formats.share(weighting.efficiency),
    )


@unless_absent
def _table(profile: SampleProfile, sample: Sample, words: Words) -> Table:
    """Return the composition of the sample, before and after weighting where there was any."""
    weighting = sample.weighting
    rows: list[Row] = []
    seen = ""
    heads = (_("Unweighted"), _("Weighted")) if weighting.weighted else (_("Share"),)
    for one in profile.rows:
        if one.question != seen:
            rows.append(Row(words.label(one.question), kind="group"))
        seen = one.question
        shares = (one.unweighted, one.weighted)[: len(heads)]
        cells = (
            cell(one.base, "number"),
            *(cell(share, "share", base=profile.base) for share in shares),
        )
        rows.append(Row(words.label(one.answer), cells, level=1))
    return Table(
        name="sample_profile",
        title=_("The sample before and after weighting") if weighting.weighted else _("The sample"),
        stub=_("Question and answer"),
        columns=(
            Column(_("Respondents"), "number"),
            *(Column(head, "share") for head in heads),
        ),
        rows=tuple(rows),
        base=respondents_base(weighting.base, weighting.effective_base),
        notes=_weighting_notes(sample) if weighting.weighted else (),
        source=words.source,
    )


def _weighting_notes(sample: Sample) -> tuple[str, ...]:
    weighting, population = sample.weighting, sample.population
    efficiency = _(
        "Weighting efficiency {efficiency}: the weighted sample is worth {effective} "
        "equally weighted respondents (design effect {effect}).",
        efficiency=formats.share(weighting.efficiency),
        effective=formats.number(weighting.effective_base),
        effect=formats.number(weighting.design_effect, 2),
    )
    if not population:
        return (efficiency,)
    targets = _("Targets of the weights: {population}.", population=population.rstrip("."))
    return (efficiency, targets)
