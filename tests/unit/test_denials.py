"""BPL001 tells a denial, and a translation that a person corrected, from a notice. Sentences are ours."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.findings import Safety

DENIALS = """\
en This text was not translated by a machine.
en This article was never translated automatically.
en No part of this book was translated by a machine.
en This translation was not made with Google Translate.
en Neither Google nor DeepL translated this text.
en The text was translated without machine translation.
en This page isn't machine translated.
en This is not a machine translation.
de Dieser Text wurde nicht maschinell übersetzt.
de Dieser Artikel ist keine maschinelle Übersetzung.
de Dieser Text wurde ohne maschinelle Übersetzung erstellt.
de Dieser Text wurde von keiner Maschine übersetzt.
nl Deze tekst is niet automatisch vertaald.
nl Dit is geen machinevertaling.
nl Deze tekst is zonder machine vertaald.
sv Den här texten är inte maskinöversatt.
sv Texten har inte översatts av en maskin.
sv Detta är ingen maskinöversättning.
nb Denne teksten er ikke maskinoversatt.
nb Teksten er ikke oversatt av en maskin.
da Denne tekst er ikke maskinoversat.
da Teksten er ikke oversat af en maskine.
fr Ce texte n’a pas été traduit automatiquement.
fr Ce n’est pas une traduction automatique.
fr Cet article a été traduit sans traduction automatique.
es Este texto no ha sido traducido automáticamente.
es Esta no es una traducción automática.
es Texto traducido sin traducción automática.
it Questo testo non è stato tradotto automaticamente.
it Questa non è una traduzione automatica.
pt Este texto não foi traduzido automaticamente.
pt Esta não é uma tradução automática.
ca Aquest text no ha estat traduït automàticament.
ro Acest text nu a fost tradus automat.
ro Aceasta nu este o traducere automată.
pl Ten tekst nie został przetłumaczony maszynowo.
pl To nie jest tłumaczenie maszynowe.
cs Tento text nebyl přeložen strojově.
cs Toto není strojový překlad.
sk Tento text nebol preložený strojovo.
sk Toto nie je strojový preklad.
hr Ovaj tekst nije strojno preveden.
hr Ovo nije strojni prijevod.
sl To besedilo ni bilo strojno prevedeno.
bg Този текст не е преведен машинно.
bg Това не е машинен превод.
ru Этот текст переведён не машиной.
ru Этот текст не был переведён автоматически.
ru Это не машинный перевод.
ru Текст переведён без машинного перевода.
uk Цей текст перекладено не машиною.
uk Цей текст не було перекладено автоматично.
uk Це не машинний переклад.
be Гэты тэкст перакладзены не машынай.
lt Šis tekstas nebuvo išverstas automatiškai.
lv Šis teksts nav tulkots automātiski.
et Seda teksti ei ole tõlgitud masinaga.
et See ei ole masintõlge.
fi Tätä tekstiä ei ole käännetty koneellisesti.
fi Tämä ei ole konekäännös.
hu Ezt a szöveget nem gép fordította.
hu Ez nem gépi fordítás.
el Αυτό το κείμενο δεν μεταφράστηκε αυτόματα.
el Αυτή δεν είναι αυτόματη μετάφραση.
tr Bu metin otomatik olarak çevrilmemiştir.
tr Bu metin makine tarafından çevrilmedi.
tr Bu bir makine çevirisi değildir.
az Bu mətn avtomatik tərcümə edilməyib.
id Teks ini tidak diterjemahkan secara otomatis.
id Ini bukan terjemahan mesin.
vi Văn bản này không được dịch tự động.
vi Đây không phải là bản dịch máy.
ar لم يُترجم هذا النص آليًا.
ar هذه ليست ترجمة آلية.
he הטקסט הזה לא תורגם אוטומטית.
he זה לא תרגום מכונה.
fa این متن به صورت خودکار ترجمه نشده است.
fa این یک ترجمه ماشینی نیست.
hi यह पाठ मशीन द्वारा अनुवादित नहीं है।
hi यह मशीनी अनुवाद नहीं है।
bn এই লেখাটি স্বয়ংক্রিয়ভাবে অনুবাদ করা হয়নি।
ja この記事は機械翻訳ではありません。
ja このテキストは自動翻訳されていません。
ja 本文に機械翻訳は使用していません。
zh 本文不是机器翻译。
zh 本文并非由机器翻译。
zh 本文没有使用机器翻译。
zh 這篇文章不是機器翻譯。
ko 이 글은 기계 번역이 아닙니다.
ko 이 텍스트는 자동으로 번역되지 않았습니다.
th บทความนี้ไม่ได้แปลโดยเครื่อง
""".splitlines()

MENDED = """\
en This text was translated automatically and then corrected by Karen Holm.
en This page was translated by machine and checked by a person.
en The article was machine translated and edited by our staff.
de Dieser Text wurde maschinell übersetzt und von Karen Holm korrigiert.
de Dieser Text wurde automatisch übersetzt und von einem Menschen geprüft.
fr Ce texte a été traduit automatiquement puis corrigé par Karen Holm.
es Este texto fue traducido automáticamente y corregido por Karen Holm.
it Questo testo è stato tradotto automaticamente e corretto da Karen Holm.
pt Este texto foi traduzido automaticamente e revisto por uma pessoa.
pl Ten tekst został przetłumaczony maszynowo i poprawiony przez człowieka.
ru Этот текст переведён автоматически и исправлен редактором.
ru Текст переведён машиной и проверен человеком.
uk Цей текст перекладено автоматично й перевірено людиною.
nl Deze tekst is automatisch vertaald en door Karen Holm nagekeken.
sv Texten har maskinöversatts och granskats av en människa.
tr Bu metin makine tarafından çevrilmiş ve bir editör tarafından kontrol edilmiştir.
ja この記事は機械翻訳され、編集者が修正しました。
zh 本文由机器翻译,经人工校对。
ko 이 글은 기계 번역되었으며 사람이 교정했습니다.
""".splitlines()

NOTICES = """\
en This page was machine translated and may not be accurate.
en This text was translated automatically. We are not responsible for errors in the machine translation.
en This article was translated by Google Translate and has not been checked by a person.
en This text was not translated by a person but by a machine.
en Machine translation. It is not reviewed by an editor.
de Dieser Text wurde maschinell übersetzt und ist möglicherweise nicht korrekt.
de Dieser Text wurde nicht von einem Menschen, sondern von einer Maschine übersetzt.
de Dieser Artikel wurde automatisch übersetzt. Für Fehler übernehmen wir keine Haftung.
nl Deze tekst is automatisch vertaald en niet door een mens gecontroleerd.
nl Deze pagina is machinaal vertaald. Wij zijn niet verantwoordelijk voor fouten.
sv Sidan är maskinöversatt. Vi ansvarar inte för fel.
nb Denne teksten er maskinoversatt og ikke kontrollert.
da Denne tekst er maskinoversat og ikke rettet.
fr Ce texte a été traduit automatiquement et n’a pas été relu par un humain.
fr Cette page a été traduite automatiquement. Nous ne sommes pas responsables des erreurs.
fr Ce texte n’est qu’une traduction automatique.
es Este texto ha sido traducido automáticamente y no ha sido revisado por una persona.
es Esta página ha sido traducida automáticamente. No nos hacemos responsables de los errores.
it Questo testo è stato tradotto automaticamente e non è stato rivisto da una persona.
pt Este texto foi traduzido automaticamente e não foi revisto por uma pessoa.
ca Aquest text ha estat traduït automàticament i no ha estat revisat.
ro Acest text a fost tradus automat și nu a fost verificat de o persoană.
pl Ten tekst został przetłumaczony maszynowo i nie został sprawdzony przez człowieka.
cs Tento text byl přeložen strojově a nebyl zkontrolován člověkem.
sk Tento text bol preložený strojovo a nebol skontrolovaný.
hr Ovaj tekst je strojno preveden i nije provjeren.
sl To besedilo je strojno prevedeno in ni pregledano.
bg Този текст е преведен машинно и не е проверен.
ru Этот текст переведён автоматически и не проверен человеком.
ru Текст не редактировался после машинного перевода.
uk Цей текст перекладено автоматично і не перевірено людиною.
be Гэты тэкст перакладзены аўтаматычна і не правераны.
lt Šis tekstas išverstas automatiškai ir nebuvo patikrintas.
lv Šis teksts ir tulkots automātiski un nav pārbaudīts.
et See tekst on tõlgitud masinaga ja seda ei ole kontrollitud.
fi Tämä teksti on käännetty koneellisesti eikä sitä ole tarkistettu.
el Αυτό το κείμενο μεταφράστηκε αυτόματα και δεν έχει ελεγχθεί.
tr Bu metin makine tarafından çevrilmiştir ve bir insan tarafından kontrol edilmemiştir.
az Bu mətn avtomatik tərcümə edilib və redaktə edilməyib.
id Teks ini diterjemahkan secara otomatis dan tidak diperiksa.
vi Văn bản này được dịch tự động và chưa được kiểm tra.
ar تمت ترجمة هذا النص آليًا ولم تتم مراجعته.
he הטקסט הזה תורגם אוטומטית ולא נבדק.
fa این متن به صورت خودکار ترجمه شده و ویرایش نشده است.
hi यह पाठ मशीन द्वारा अनुवादित है और जाँचा नहीं गया है।
bn এই লেখাটি স্বয়ংক্রিয়ভাবে অনুবাদ করা হয়েছে এবং সম্পাদনা করা হয়নি।
ja この記事は機械翻訳されたもので、人間による確認は行われていません。
ja この翻訳は機械翻訳のため、正確ではない場合があります。
zh 本文由机器翻译,未经人工校对。
zh 本文为未经编辑的机器翻译。
th บทความนี้แปลโดยเครื่องและไม่ได้ตรวจสอบ
""".splitlines()


def _removed(lang: str, said: str) -> bool:
    page = f"{said}\n\n1911\n"
    return said not in mtcheck.clean(page, lang=lang).text


@pytest.mark.parametrize("line", DENIALS)
def test_a_denial_stays_and_is_not_removed_with_its_neighbour(line: str) -> None:
    lang, said = line.split(" ", 1)
    assert not _removed(lang, said)
    assert not _removed(lang, f"{said} Karen Holm.")


@pytest.mark.parametrize("line", MENDED)
def test_what_a_person_corrected_is_only_shown(line: str) -> None:
    lang, said = line.split(" ", 1)
    assert not _removed(lang, said)
    found = [each for each in mtcheck.check(said, lang=lang).findings if each.rule == "BPL001"]
    assert all(each.safety is Safety.DISPLAY for each in found)


@pytest.mark.parametrize("line", NOTICES)
def test_a_notice_that_denies_its_warranty_is_removed(line: str) -> None:
    lang, said = line.split(" ", 1)
    assert _removed(lang, said)
