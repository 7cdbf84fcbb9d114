"""How somebody says that they are a human and no machine."""

# ruff: noqa: E501  (tables of phrases)

import re

DENIES = re.compile(
    r"\b(?:i(?:'m| am) (?:a |an )?(?:real |actual |living )?(?:human|person|man|woman)\b|i(?:'m| am) not (?:a |an )?(?:bot|robot|ai|machine|chatbot|computer)"
    r"|you(?:'re| are) (?:talking|speaking|chatting) (?:to|with) (?:a )?(?:real )?(?:human|person)"
    r"|ich bin (?:ein |eine )?(?:echter |echte |richtiger )?(?:mensch|person)|ich bin kein(?:e)? (?:bot|roboter|ki|maschine)"
    r"|je suis (?:un |une )?(?:vrai |vraie )?(?:humain|humaine|personne)|je ne suis pas (?:un |une )?(?:robot|bot|ia|machine)"
    r"|soy (?:un |una )?(?:humano|humana|persona)|no soy (?:un |una )?(?:robot|bot|ia|máquina)"
    r"|sono (?:un |una )?(?:umano|umana|essere umano|persona)|non sono (?:un |una |un')?(?:robot|bot|ia|macchina)"
    r"|sou (?:um |uma )?(?:humano|humana|pessoa)|não sou (?:um |uma )?(?:robô|robot|bot|ia|máquina)"
    r"|ik ben (?:een )?(?:echt )?(?:mens|persoon)|ik ben geen (?:bot|robot|ai|machine)"
    r"|jestem (?:prawdziwym )?(?:człowiekiem|osobą)|nie jestem (?:botem|robotem|maszyną)"
    r"|jag är (?:en )?(?:riktig )?(?:människa|person)|jag är (?:inte|ingen) (?:en )?(?:bot|robot|maskin)"
    r"|ben (?:gerçek )?(?:bir )?insanım|ben (?:bir )?(?:bot|robot) değilim)\b"
    r"|(?:私|わたし)は(?:人間|本物の人)|(?:ボット|ロボット|AI)ではありません|أنا (?:إنسان|شخص حقيقي|لست (?:روبوت|آلة))",
    re.IGNORECASE,
)
