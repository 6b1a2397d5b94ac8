"""Words that have a plainer one, and abbreviations that everybody knows: lists of our own, for pages about health. English only.

Each line of LIST has the forms of a word (or a phrase) and, behind the colon, what to write instead. Left out are words that are
hard but have no plain twin, words with a plain everyday meaning, and names of illnesses and parts of the body that a page is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellread.check.expressions import Expression, expression, expressions_by_key

LIST = """
a number of: some, many, or how many
accompanied by: with
accomplish, accomplishes, accomplished: do
accordingly: so
acquire, acquires, acquired: get
acute, acutely: sudden, short-term
additional: more, extra
adequate, adequately: enough
adhere to, adheres to, adherence: follow, keep to; taking it as agreed
administer, administers, administered, administering, administration of: give
adverse: harmful, unwanted
adverse effect, adverse effects, adverse reaction, adverse reactions, adverse event, adverse events: side effect
aetiology, aetiologies, etiology, etiologies: cause
alleviate, alleviates, alleviated, alleviating: ease, relieve
ambulatory: able to walk; without a stay in hospital
ameliorate, ameliorates, ameliorated: make better
amongst: among
analgesic, analgesics, analgesia: painkiller, pain relief
antipyretic, antipyretics: medicine that brings down a high temperature
approx, approximately: about
as a consequence of, in consequence of: because of
ascertain, ascertained: find out
asymptomatic: without symptoms
at the present time, at this point in time: now
attain, attains, attained: reach
auditory: hearing
augment, augments, augmented: add to
avert, averts: prevent
benign: harmless, not cancer
bilateral, bilaterally: on both sides
cease, ceases, ceased: stop
cessation: stopping
clinician, clinicians: doctor, nurse, or health professional
cognisant: aware
commence, commences, commenced, commencing: start
comorbid, comorbidity, comorbidities, co-morbidity, co-morbidities: other illnesses
comprise, comprises, comprised: be made up of, include
concomitant, concomitantly: at the same time
concur, concurs: agree
consequently: so
considerable, considerably: large, much
consume, consumes, consumed, consuming, consumption: eat, drink, use
contraindicated, contra-indicated, contraindication, contraindications: not safe for you, should not be used
contusion, contusions: bruise
cutaneous, dermal: of the skin
chronic, chronically: long-term
cranial: of the head, of the skull
defecate, defecates, defecation: poo, open your bowels
deteriorate, deteriorates, deteriorated, deteriorating, deterioration: get worse
detrimental: harmful
diminish, diminishes, diminished: get less, make less
discontinue, discontinues, discontinued, discontinuing, discontinuation: stop, stop taking
disseminate, disseminated: spread
due to the fact that, owing to the fact that: because
duration: how long it lasts
dyspepsia, dyspeptic: indigestion
dyspnoea, dyspnea, dyspnoeic: breathlessness
efficacious, efficacy: works well; how well it works
e.g., e.g, eg: for example, such as
elevate, elevates, elevated, elevating: raise, raised, high
elicit, elicits, elicited: bring on
emesis, vomitus: vomiting, vomit
enable, enables, enabled, enabling: let, help
endeavour, endeavours, endeavor: try
erythema, erythematous: redness
etc, et cetera: name the rest, or begin with “such as”
exacerbate, exacerbates, exacerbated, exacerbating, exacerbation, exacerbations: make worse; flare-up
exceed, exceeds, exceeded, exceeding, in excess of: be more than, go over
excessive, excessively: too much, too many
expedite, expedites: speed up
experiencing: having
facilitate, facilitates, facilitated: help, make easier
febrile, pyrexia, pyrexial: with a fever, a high temperature
frequent urination: needing to pee often
gastric: of the stomach
haematoma, haematomas, hematoma, hematomas: bruise, pool of blood
haemorrhage, haemorrhages, haemorrhaging, hemorrhage, hemorrhages: bleeding
halitosis: bad breath
hepatic: of the liver
hyperglycaemia, hyperglycemia: high blood sugar
hypoglycaemia, hypoglycemia: low blood sugar
hypotension, hypotensive: low blood pressure
i.e., i.e, ie: that is
idiopathic: with no known cause
immunocompromised, immunosuppressed: with a weakened immune system
implement, implements, implemented: carry out, put in place
in accordance with: following, in line with
in addition to: as well as
in conjunction with: with
in order to: to
in relation to, with regard to, with respect to, in respect of: about
in the absence of: without
in the event of, in the event that: if
in the majority of cases, in most cases: mostly, usually
incision, incisions: cut
incidence: how often it happens, number of new cases
inflict, inflicted: cause
ingest, ingests, ingested, ingesting, ingestion: swallow, eat, drink
inhibit, inhibits, inhibited: block, slow down
initiate, initiates, initiated, initiating, initiation: start
insufficient, insufficiently: not enough
intermittent, intermittently: on and off, that comes and goes
intravenous, intravenously: into a vein, through a drip
irrespective of: whatever
lacerate, lacerated, laceration, lacerations: cut
lesion, lesions: sore, patch, or damaged area
malaise: feeling unwell
malignancy, malignancies, malignant: cancer
micturition, micturate: peeing
minimise, minimises, minimised, minimising, minimize, minimizes: keep as low as possible
mitigate, mitigates, mitigated, mitigation: make less
morbidity: illness
mortality: deaths, risk of dying
myocardial infarction, myocardial infarctions: heart attack
myocardial, myocardium: of the heart muscle
necessitate, necessitates, necessitated: need, mean that you need
negligible: very small
nocturnal: at night
notify, notifies, notified: tell
numerous: many
obtain, obtains, obtained, obtaining: get
oedema, oedematous, edema, edematous: swelling from fluid
on a daily basis: every day
on a regular basis: regularly
optimal, optimally, optimum: best
orally: by mouth
paediatric, pediatric: for children
palpate, palpated, palpation, palpable: feel, that can be felt
participate, participates, participated, participating: take part
pathogen, pathogens, pathogenic: germ
pathology: illness, what causes it
per annum: a year
persist, persists, persisted, persisting, persistence: last, go on, not go away
pharmacological, pharmacologically, pharmacotherapy: with medicines
physician, physicians: doctor
predispose, predisposes, predisposed, predisposition: make more likely
predominantly, predominant: mainly
prevalence, prevalent: how common it is, common
prior to: before
prognosis, prognoses: outlook, what to expect
prophylaxis, prophylactic, prophylactically: prevention, to prevent it
pruritus, pruritic: itching
purchase, purchases, purchased: buy
pulmonary: of the lungs
recur, recurs, recurred, recurring, recurrent, recurrence, recurrences: come back, keep coming back
refrain from: do not
regarding: about
regimen, regimens: plan
renal: of the kidneys
reside, resides: live
sedentary: sitting a lot
seek medical attention, seek immediate medical attention: get medical help
sequela, sequelae: after-effects
shortly: soon
somnolence, somnolent: sleepiness
stenosis, stenoses: narrowing
subcutaneous, subcutaneously: under the skin
subsequent, subsequently, subsequent to: later, after
substantial, substantially: large, much
sufficient, sufficiently: enough
sustain an injury, sustained an injury: be hurt
suppurate, suppurating, purulent: with pus
symptomatic: with symptoms
syncope, syncopal: fainting
tachycardia: fast heartbeat
terminate, terminates, terminated, termination of: end, stop
therapeutic: used as a treatment
thrombosis, thromboses, thrombus: blood clot
titrate, titrates, titrated, titration: change the dose step by step
topically: on the skin
transient, transiently: short, that soon passes
ulcerate, ulcerated, ulceration: open sore
unilateral, unilaterally: on one side
upon: on
urinate, urinates, urinating, urination: pee
utilise, utilises, utilised, utilising, utilize, utilizes, utilized, utilization: use
vasoconstriction: narrowing of the blood vessels
vasodilation, vasodilatation: widening of the blood vessels
versus, vs: against, compared with
via: through, by
viz: namely
whilst: while
with the exception of: except
"""

KEPT = re.compile(
    r"""\b(?:
        acute\ (?:\w+\ )?leuk\w+ | acute\ coronary\ syndromes? | chronic\ (?:\w+\ )?leuk\w+
      | chronic\ (?:kidney|lung|liver|obstructive\ pulmonary)\ disease | chronic\ fatigue\ syndrome
      | pulmonary\ (?:embol\w+|hypertension|fibrosis) | deep\ vein\ thrombosis | post-?partum\ haemorrhage
      | febrile\ (?:convulsion|seizure)s? | benign\ (?:positional|paroxysmal|prostat\w+)\ (?:\w+\ )*\w+
      | transient\ isch\w+\ attacks? | (?:spinal|aortic|pyloric|mitral)\ stenosis
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of illnesses that have such a word in them."""


EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        """UK US USA EU UN GP NHS TV PC CD DVD ID OK AM PM BBC PDF HTML SMS PIN HIV AIDS COVID DNA PO BC AD BST GMT UTC URL SOS
        IU QD QID BID TID PRN""",
    )
)
"""Capitals that everybody reads as a word, and those of doses, of which another rule speaks."""

EMPHASIS = frozenset(
    re.findall(
        r"\w+",
        "ALL ALWAYS AND ANY ARE BUT CAN DO GO IF IN IS IT MUST NEVER NO NOT NOW OFF ON ONLY OR STOP THE TO YES YOU YOUR",
    )
)
"""Words that are put in capitals so that nobody misses them."""


def _read(text: str) -> Iterator[Expression]:
    for line in text.strip().splitlines():
        forms, _, instead = line.partition(": ")
        yield expression(forms.split(", "), instead)


PLAINER = expressions_by_key(_read(LIST))
