"""The words that made-up articles are put together from. They say nothing that anybody should act on."""

from __future__ import annotations

PARTS = (
    "knee", "shoulder", "elbow", "wrist", "ankle", "heel", "hip", "neck", "jaw", "thumb", "calf", "shin", "lower back",
    "upper back", "forearm", "thigh", "foot", "hand", "finger", "toe", "rib", "scalp", "ear", "nose",
)  # fmt: skip
COMPLAINTS = (
    "ache", "stiffness", "itching", "soreness", "tingling", "swelling", "bruising", "rash", "tightness", "burning",
    "tenderness", "redness",
)  # fmt: skip
OCCASIONS = (
    "after gardening", "after a long walk", "on cold mornings", "at night", "after a fall", "after sunbathing", "on holiday",
    "at a desk", "after a haircut", "while cycling", "in hot weather", "after swimming", "when driving", "in new shoes",
    "after cleaning", "while camping", "after dancing", "when travelling", "after painting", "in windy weather",
)  # fmt: skip
PEOPLE = (
    "teenagers", "older adults", "new parents", "runners", "musicians", "office workers", "gardeners", "children", "teachers",
    "cooks", "drivers", "students", "carers", "builders", "nurses", "walkers", "swimmers", "beginners",
)  # fmt: skip
CAUSES = (
    "doing more than usual in one day", "staying in one position for too long", "a small knock that went unnoticed",
    "cold and dry air", "tight clothing", "too little sleep", "a change of routine", "an old injury", "a new soap or cream",
    "carrying a heavy bag on one side", "a mild infection", "not drinking enough on a warm day",
)  # fmt: skip
STEPS = (
    "rest the area, then move it gently", "put a cool, damp cloth on it", "drink water through the day",
    "write down when it starts and when it stops", "wear loose and soft clothes", "ask a pharmacist which pain relief suits you",
    "change position often", "sleep with the area slightly raised", "go back to your usual activities step by step",
    "keep the skin clean and dry", "take short walks on level ground", "stop using anything new on your skin",
)  # fmt: skip
TIMES = ("a few hours", "a day or two", "several days", "about a week", "a few weeks", "a whole season")
FEELINGS = (
    "a dull ache that is worse in the evening", "a tight feeling that eases with movement", "warm skin that is tender to touch",
    "a prickling feeling that comes and goes", "a heavy feeling after work", "an itch that is hard to ignore",
    "a sore spot that moves about", "stiffness after sitting still", "broken sleep", "tiredness that does not lift",
)  # fmt: skip
WHOM = (
    "a pharmacist", "a nurse", "your doctor's surgery", "a physiotherapist", "a friend who can drive you",
)  # fmt: skip
SIGNS = {
    "emergency": (
        "You cannot move the {part} at all after a hard blow", "You have the {complaint} and suddenly feel faint and cold",
        "You have the {complaint} and a swollen mouth or throat", "You have a deep wound near the {part} that keeps bleeding",
    ),
    "urgent": (
        "You have a fever and the {part} is hot and swollen", "You have redness around the {part} that spreads within hours",
        "You cannot sleep because of the {complaint}, in spite of pain relief", "You notice pus or a bad smell near the {part}",
    ),
    "soon": (
        "You still have the {complaint} and it does not go away", "You have the {complaint} again and again without a clear reason",
        "You avoid everyday tasks because of the {complaint}", "You are losing weight without trying",
    ),
}  # fmt: skip
OPENINGS = (
    "Most {people} with {complaint} of the {part} {occasion} get better without treatment {cite}.",
    "{Complaint} of the {part} is common {occasion}, and seldom a sign of anything serious {cite}.",
    "Many {people} have felt {complaint} of the {part} at some time, above all {occasion} {cite}.",
)
SENTENCES = (
    "It can feel like {feeling}, above all {occasion}.",
    "Some people describe **{feeling}**, and others notice hardly anything.",
    "A common reason is {cause} {cite}.",
    "Another reason is {cause}, above all when nothing else has changed.",
    "It usually settles within {time} if you {step} {cite}.",
    "If it lasts longer than {time}, speak to {whom} {cite}.",
    "You can {step}, or ask what else may help {cite}.",
    "Doctors ask when the {complaint} began and *what makes it better or worse*.",
    "There is no single test for it, so the story that you tell matters {cite}.",
    "Nothing shows that the {complaint} of {people} is different {cite}.",
    "Try not to worry, because the look of the {part} says little about the cause.",
    "A [similar complaint](article:{other}) can feel much the same at first.",
    "Read also about [another reason for it](article:{other}) if this page does not fit.",
    "If you feel {feeling} as well, say so.",
    "A cramp or a fever can come with it, and both have their own causes {cite}.",
    "Paracetamol may ease the soreness, and the leaflet says how much you can take {cite}.",
    "A placebo can ease it too, so it is hard to say what really helps {cite}.",
    "Rest is useful for {time}, but too much of it makes the {part} stiff {cite}.",
    "It helps to plan a break, and to {step}.",
    "Your work and hobbies can usually go on while the {complaint} is mild.",
    "People in one household may have it at the same time, because they share a home.",
    "Keep a note of [what you feel](symptom:{symptom}) and take it to your visit.",
)
NOTES = (
    "Advice that you find elsewhere may be older than this page. Look for the day on which it was last checked.",
    "Ask somebody to come with you if you find it hard to explain what you feel.",
    "Do not stop a medicine that was prescribed for you without asking first.",
)
STAGES = ("At first", "After some days", "As it settles", "Afterwards")
FEATURES = ("How it starts", "How it feels", "How long it lasts", "What eases it", "Who has it")
CELLS = (
    ("Slowly, over days", "Suddenly, after one movement", "Bit by bit, with each season"),
    ("Dull and spread out", "Sharp and in one spot", "Prickling, on the skin"),
    ("Days to weeks", "Hours to days", "It comes and goes for months"),
    ("Gentle movement", "Rest and something cool", "Fresh air and loose clothes"),
    ("Mostly adults", "People of any age", "Mostly people who work outdoors"),
)
