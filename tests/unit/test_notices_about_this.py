"""BPL001 removes what says that this text was translated by machine, and nothing that is told of another.

Sentences are ours.
"""

from __future__ import annotations

import pytest

import mtcheck

TALES = """\
The judge found that the contract was translated automatically and may contain errors.
The menu in the hotel was machine-translated and contained errors.
The manual of the pump was machine-translated, and nobody could follow it.
The letter was translated by Google Translate. It was full of mistakes.
His poems were translated by machine into English, without editing.
The text on the museum wall was translated automatically from Japanese.
Some pages of this contract are machine-translated and may contain errors.
The lease had been translated automatically and the errors cost them the flat.
Her article was translated by software and was never edited.
The text was translated by machine and contained many errors.
El menú fue traducido automáticamente y contenía errores.
El manual de la bomba estaba traducido por una máquina y contenía errores.
La carta fue traducida automáticamente y puede contener errores.
Su artículo fue traducido automáticamente del ruso.
Las etiquetas fueron traducidas por una máquina, sin revisión humana.
Το μενού είχε μεταφραστεί αυτόματα και περιείχε λάθη.
Η επιστολή μεταφράστηκε με το Google Translate. Κανείς δεν το πρόσεξε.
Το συμβόλαιο μεταφράστηκε αυτόματα και μπορεί να περιέχει λάθη.
Der Mietvertrag wurde automatisch übersetzt und kann Fehler enthalten.
Die Speisekarte war maschinell übersetzt und enthielt Fehler.
Seine Briefe wurden mit DeepL übersetzt und nicht überprüft.
Sein Artikel wurde automatisch ins Englische übersetzt.
Le contrat a été traduit automatiquement et peut contenir des erreurs.
La notice de la pompe avait été traduite par une machine et contenait des erreurs.
Son article a été traduit automatiquement, sans relecture.
Il menù era stato tradotto automaticamente e conteneva errori.
Il contratto è stato tradotto automaticamente e può contenere errori.
O cardápio foi traduzido automaticamente e continha erros.
O contrato foi traduzido por máquina e pode conter erros.
De brief werd automatisch vertaald en bevatte fouten.
De handleiding van de pomp is automatisch vertaald en kan fouten bevatten.
Menyn var maskinöversatt och innehöll fel.
Kontraktet är maskinöversatt och kan innehålla fel.
Brevet ble maskinoversatt og inneholdt feil.
Kontrakten blev automatisk oversat og kan indeholde fejl.
Umowa została przetłumaczona automatycznie i może zawierać błędy.
Jego list został przetłumaczony automatycznie i zawierał błędy.
Smlouva byla strojově přeložena a může obsahovat chyby.
Jídelní lístek byl přeložen automaticky a obsahoval chyby.
Договор был переведён автоматически и может содержать ошибки.
Меню было переведено машиной и содержало ошибки.
Его статья была переведена автоматически, без редактуры.
Меню переклали автоматично, і воно містило помилки.
Договір перекладено автоматично, він може містити помилки.
Менюто беше преведено автоматично и съдържаше грешки.
Contractul a fost tradus automat și poate conține erori.
Ugovor je automatski preveden i može sadržavati greške.
A szerződést gépi fordítással fordították, és hibákat tartalmazott.
Sopimus on käännetty koneellisesti ja voi sisältää virheitä.
Sözleşme otomatik olarak çevrildi ve hatalar içerebilir.
Mektup makine tarafından çevrilmişti ve hatalar içeriyordu.
Kontrak itu diterjemahkan secara otomatis dan mungkin mengandung kesalahan.
Thực đơn được dịch tự động và có thể có lỗi.
תפריט המלון תורגם באופן אוטומטי והכיל שגיאות.
تمت ترجمة العقد آليا وقد يحتوي على أخطاء.
قرارداد به صورت خودکار ترجمه شده بود و اشتباه داشت.
ホテルのメニューは機械翻訳で、誤訳が多かった。
契約書は自動翻訳されており、誤訳が含まれる可能性があります。
合同由机器自动翻译,可能存在错误。
계약서는 자동으로 번역되었으며 오류가 있을 수 있습니다.
अनुबंध का अनुवाद स्वचालित रूप से किया गया था और इसमें त्रुटियाँ थीं।
No automatic translation is perfect.
The subtitles of the film were translated by a computer.
Nobody told us that the instructions were translated by machine.
We bought a cookbook that was translated automatically from Chinese.
The website of the school was translated by Google Translate and nobody checked it.
The text of the treaty was translated by machine.
The report that the ministry sent us was translated automatically.
This novel was translated by machine and may contain errors.
At this hotel the menu is translated automatically.
Every page of the manual was translated by a computer without editing.
Last year the page was translated by machine; this year a woman from Lviv does it.
Two articles in the paper were machine-translated.
Die Gebrauchsanweisung der Pumpe wurde von einer Maschine übersetzt.
Der Text auf dem Schild wurde automatisch aus dem Japanischen übersetzt.
Das Gericht stellte fest, dass der Vertrag automatisch übersetzt wurde.
Les sous-titres du film ont été traduits automatiquement de l'anglais.
Le texte au mur du musée a été traduit automatiquement.
El texto del cartel fue traducido automáticamente del inglés.
La sentencia fue traducida por una máquina y no fue revisada.
Il testo sul muro del museo è stato tradotto automaticamente.
As legendas do filme foram traduzidas automaticamente do inglês.
Текст на стене музея переведён автоматически с японского.
Инструкция к насосу переведена машиной и может содержать ошибки.
Суд установил, что договор переведён автоматически.
Текст на стіні музею перекладено автоматично з японської.
Napisy do filmu przetłumaczono automatycznie z angielskiego.
Tekst na tablicy został przetłumaczony automatycznie.
Titulky k filmu byly přeloženy automaticky z angličtiny.
Az étlapot géppel fordították, és hibákat tartalmazhat.
Elokuvan tekstitys on käännetty automaattisesti englannista.
Filmens undertexter är automatiskt översatta från engelska.
Filmin altyazıları otomatik olarak İngilizceden çevrildi.
Müzenin duvarındaki metin otomatik olarak çevrildi.
Textul de pe peretele muzeului a fost tradus automat.
博物馆墙上的文字由机器自动翻译。
说明书由机器翻译,未经人工校对。
映画の字幕は自動翻訳されています。
박물관 벽의 글은 자동으로 번역되었습니다.
ترجمت رسائله آليا ولم تتم مراجعتها.
نامه به صورت خودکار ترجمه شد و ویرایش نشد.
פסק הדין תורגם באופן אוטומטי ועלול להכיל שגיאות.
Surat itu diterjemahkan oleh mesin tanpa penyuntingan.
Bức thư được dịch bằng máy và chưa được chỉnh sửa.
Wyrok przetłumaczyła maszyna, bez korekty.
Keine automatische Übersetzung ist perfekt.
Ningún traductor automático es perfecto, y el original manda.
Машинный перевод никогда не бывает без ошибок.
Μετάφραση του συμβολαίου έγινε αυτόματα χωρίς έλεγχο.
The document was translated automatically and may contain errors.
The poster was translated by a machine and may contain errors.
Документ переведён автоматически и может содержать ошибки.
If a deed was translated automatically, the office has to say so and to offer a human translation.
Om en skrivelse har översatts automatiskt ska hamnen ange det och lämna en mänsklig översättning.
Jos kirje on käännetty koneellisesti, sataman on kerrottava siitä ja annettava ihmisen tekemä käännös.
This page is about translation by a computer, which it does not like.
Lapussa luki: ”Tämä sivu on käännetty koneellisesti.”
På lappen stod ”Den här sidan är maskinöversatt” med röd krita.
""".splitlines()

NOTICES = """\
This article was translated automatically and may contain errors.
The page has been machine-translated and has not been reviewed by a human.
Translated by DeepL from German.
Automatically translated from French. The original is here.
Machine translation, not edited.
Note: this document was translated by AI; refer to the original if in doubt.
The article was translated by Google Translate and may contain inaccuracies.
Dieser Artikel wurde automatisch übersetzt und kann Fehler enthalten.
Die Seite wurde maschinell aus dem Englischen übersetzt und nicht überprüft.
Automatisch übersetzt, nicht redaktionell geprüft.
Achtung: Dieser Text ist eine maschinelle Übersetzung und kann Fehler enthalten.
Cet article a été traduit automatiquement et peut contenir des erreurs.
La page a été traduite par une machine, sans relecture.
Traduit automatiquement de l'anglais par DeepL.
Este artículo fue traducido automáticamente y puede contener errores.
La página se tradujo automáticamente del inglés y no fue revisada.
Traducido por Google Translate del inglés.
Questo articolo è stato tradotto automaticamente e può contenere errori.
La pagina è stata tradotta automaticamente dall'inglese e non è stata revisionata.
Esta página foi traduzida automaticamente e pode conter erros.
Traduzido automaticamente do inglês, sem revisão.
Deze pagina is automatisch vertaald en kan fouten bevatten.
Automatisch vertaald uit het Engels, niet nagekeken.
Den här artikeln är maskinöversatt och kan innehålla fel.
Sidan har översatts automatiskt från engelska.
Denne siden er maskinoversatt og kan inneholde feil.
Denne artikel er automatisk oversat og kan indeholde fejl.
Ten artykuł został przetłumaczony automatycznie i może zawierać błędy.
Strona została przetłumaczona maszynowo z angielskiego i nie była redagowana.
Przetłumaczono automatycznie z języka angielskiego.
Tento článek byl přeložen automaticky a může obsahovat chyby.
Stránka byla strojově přeložena z angličtiny a nebyla redigována.
Tento článok bol preložený automaticky a môže obsahovať chyby.
Эта статья переведена автоматически и может содержать ошибки.
Страница была переведена машиной и не редактировалась.
Переведено автоматически с английского языка.
Внимание! Текст переведён нейросетью и может содержать неточности.
Цю статтю перекладено автоматично, вона може містити помилки.
Сторінку перекладено машиною і не відредаговано.
Перекладено автоматично з англійської мови.
Тази страница е преведена автоматично и може да съдържа грешки.
Acest articol a fost tradus automat și poate conține erori.
Ovaj članak je automatski preveden i može sadržavati pogreške.
Ez a cikk gépi fordítással készült, és hibákat tartalmazhat.
Tämä sivu on käännetty koneellisesti ja voi sisältää virheitä.
Bu sayfa otomatik olarak çevrildi ve hatalar içerebilir.
Makale yapay zekâ tarafından çevrilmiştir, hatalar içerebilir.
Artikel ini diterjemahkan secara otomatis dan mungkin mengandung kesalahan.
Bài viết này được dịch tự động và có thể có lỗi.
Αυτό το άρθρο μεταφράστηκε αυτόματα και μπορεί να περιέχει λάθη.
Η σελίδα μεταφράστηκε αυτόματα από τα αγγλικά και δεν έχει ελεγχθεί.
הדף הזה תורגם באופן אוטומטי ועלול להכיל שגיאות.
تمت ترجمة هذه الصفحة آليا وقد تحتوي على أخطاء.
این صفحه به صورت خودکار ترجمه شده و ممکن است اشتباه داشته باشد.
この記事は自動翻訳されています。誤訳が含まれる場合があります。
本ページは機械翻訳で作成されており、正確でない場合があります。
本文由机器自动翻译,可能存在错误,请以原文为准。
此页面由人工智能翻译,仅供参考。
이 페이지는 자동으로 번역되었으며 오류가 있을 수 있습니다.
यह पृष्ठ स्वचालित रूप से अनुवादित है और इसमें त्रुटियाँ हो सकती हैं।
This post has been automatically translated. Please see the original for details.
Disclaimer: this content was translated using machine translation software and may contain errors.
The following text was machine translated from Chinese.
This is an automatic translation. Errors are possible.
Text translated automatically; not checked by a human.
Translated with ChatGPT
Auto-translated from Spanish
The information on this page was translated automatically.
Please note that this page has been translated by a machine.
We use automatic translation on this site, so there may be errors.
Hinweis: Die Übersetzung wurde automatisch erstellt und kann ungenau sein.
Bitte beachten Sie, dass diese Seite automatisch übersetzt wurde.
Übersetzt von DeepL
Maschinelle Übersetzung aus dem Französischen
Remarque : cette page a été traduite automatiquement de l'anglais.
Traduction automatique, non relue.
L'article a été traduit par DeepL et peut contenir des inexactitudes.
Nota: esta traducción fue generada automáticamente y puede contener errores.
Traducción automática del inglés, sin revisar.
El artículo se ha traducido automáticamente.
Nota: questa traduzione è automatica e può contenere imprecisioni.
L'articolo è stato tradotto con Google Translate e può contenere errori.
O artigo foi traduzido automaticamente e pode conter erros.
Tradução automática. Pode conter erros.
Dit bericht is automatisch vertaald met DeepL.
Översatt med Google Translate.
Teksten er maskinoversat fra engelsk.
Artikkelen er oversatt automatisk fra engelsk og kan inneholde feil.
Tłumaczenie automatyczne z języka niemieckiego.
Tekst został przetłumaczony przez sztuczną inteligencję i może zawierać nieścisłości.
Článek byl automaticky přeložen z angličtiny.
Статья переведена с помощью нейросети, возможны ошибки.
Перевод выполнен автоматически, см. оригинал.
Переклад зроблено автоматично, можливі помилки.
Статията е преведена автоматично от английски.
Articolul a fost tradus automat din engleză și nu a fost verificat.
A cikket automatikusan fordították angolról.
Artikkeli on käännetty automaattisesti englannista.
Bu metin makine çevirisidir ve hata içerebilir.
Google Translate ile çevrildi
本文为机器翻译,仅供参考。
本記事は英語からの自動翻訳です。
자동 번역된 글입니다.
تمت ترجمة هذا النص بواسطة الذكاء الاصطناعي.
این متن توسط هوش مصنوعی ترجمه شده است.
Teks ini diterjemahkan oleh mesin dan belum disunting.
Bài viết được dịch tự động từ tiếng Anh.
Članak je automatski preveden s engleskog i nije uređivan.
Straipsnis išverstas automatiškai iš anglų kalbos.
Raksts ir automātiski tulkots no angļu valodas.
Artikkel on automaatselt tõlgitud inglise keelest.
Αυτόματη μετάφραση από τα αγγλικά.
Translated automatically with Quellonia and AI.
Эта страница переведена автоматически сервисом Квеллония.
""".splitlines()

TALES_THAT_ARE_SILENT = """\
The menu in the hotel was machine-translated and contained errors.
Her article was translated by software and was never edited.
El manual de la bomba estaba traducido por una máquina y contenía errores.
Die Speisekarte war maschinell übersetzt und enthielt Fehler.
Меню было переведено машиной и содержало ошибки.
ホテルのメニューは機械翻訳で、誤訳が多かった。
""".splitlines()
ABOVE, BELOW = "The harbour opened at noon.", "Ships came in from the north all day."


@pytest.mark.parametrize("text", TALES)
def test_a_tale_of_another_text_stays(text: str) -> None:
    for around in (text, f"{ABOVE} {text} {BELOW}\n", f"{ABOVE}\n\n{text}\n\n{BELOW}\n"):
        assert mtcheck.clean(around).text == around


@pytest.mark.parametrize("text", TALES_THAT_ARE_SILENT)
def test_a_clear_tale_is_silent(text: str) -> None:
    assert not [found for found in mtcheck.check(text).findings if found.rule == "BPL001"]


@pytest.mark.parametrize("text", NOTICES)
def test_a_notice_of_this_text_goes(text: str) -> None:
    assert mtcheck.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}\n").text == f"{ABOVE}\n\n{BELOW}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Machine translation may contain errors. So may a map drawn by hand.",
        "I asked the machine for a psalm. It wrote: This page was translated by artificial intelligence.",
        "PILOT. This page was translated by machine.\nKEEPER. By which?\nPILOT. By me.",
        "Automatic translation may contain errors, so may a pilot, and so may the sea.",
        "Every keeper knows it. Automatic translation may contain mistakes, and so may the keeper.",
        "Kyltissä seisoi: ”Tämä sivu on käännetty koneellisesti.” Kukaan ei nauranut.",
    ],
)
def test_what_a_paragraph_says_of_translation_stays(text: str) -> None:
    assert mtcheck.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}\n").text == f"{ABOVE}\n\n{text}\n\n{BELOW}\n"


def test_a_claim_about_all_translation_goes_with_a_notice_only() -> None:
    claim = "No automatic translation is perfect."
    notice = "This page was translated automatically."
    assert mtcheck.clean(f"{ABOVE}\n\n{notice} {claim}\n\n{BELOW}\n").text == f"{ABOVE}\n\n{BELOW}\n"


HALVES = """\
To jest tłumaczenie maszynowe. Poprawki są mile widziane!
Toto je strojový překlad. Opravy rádi přijmeme!
Toto je strojový preklad. Opravy radi prijmeme!
Ez gépi fordítás. A javításokat szívesen vesszük!
Це машинний переклад. Виправлення вітаються!
Это машинный перевод. Исправления приветствуются!
Bu bir makine çevirisidir. Düzeltmelerinizi bekleriz!
Ini terjemahan mesin. Koreksi Anda sangat kami hargai!
Ovo je strojni prijevod. Ispravke su dobrodošle!
Αυτή είναι αυτόματη μετάφραση. Οι διορθώσεις είναι ευπρόσδεκτες!
هذه ترجمة آلية. نرحب بالتصحيحات!
これは機械翻訳です。修正を歓迎します！
이것은 기계 번역입니다. 수정 제안을 환영합니다!
""".splitlines()


@pytest.mark.parametrize("text", HALVES)
def test_a_notice_goes_whole_or_not_at_all(text: str) -> None:
    page = f"{ABOVE}\n\n{text}\n\n{BELOW}\n"
    assert mtcheck.clean(page).text in (page, f"{ABOVE}\n\n{BELOW}\n")


@pytest.mark.parametrize(
    "text",
    [
        "> Dieser Text wurde maschinell übersetzt und\n> kann Fehler enthalten. Es gilt das Original.",
        "Deze vertaling is machinaal gemaakt en kan fouten bevatten. De\ngeldige tekst is de Engelse.",
    ],
)
def test_a_notice_cut_by_the_end_of_its_line_stays(text: str) -> None:
    found = mtcheck.check(f"{ABOVE}\n\n{text}\n\n{BELOW}\n").findings
    assert [each for each in found if each.rule == "BPL001"]
    assert mtcheck.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}\n").text == f"{ABOVE}\n\n{text}\n\n{BELOW}\n"


def test_a_notice_whose_sentence_ends_with_its_line_goes() -> None:
    text = "> Dieser Text wurde maschinell übersetzt.\n> Der Hafen öffnet am Mittag."
    assert mtcheck.clean(f"{ABOVE}\n\n{text}\n").text == f"{ABOVE}\n\n> Der Hafen öffnet am Mittag.\n"
