<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID">
<context>
    <name>Banner</name>
    <message>
        <source>Close this notice</source>
        <translation>Tutup pemberitahuan ini</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Legal basis and sanction of the chosen row appear here.</source>
        <translation>Dasar hukum dan sanksi baris yang dipilih tampil di sini.</translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count} dipilih</translation>
    </message>
</context>
<context>
    <name>CheckListEditor</name>
    <message>
        <source>Search the choices ...</source>
        <translation>Cari pilihan ...</translation>
    </message>
</context>
<context>
    <name>ComboEditor</name>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>The program made a mistake.</source>
        <translation>Terjadi kesalahan pada program.</translation>
    </message>
    <message>
        <source>What you saved is safe. Go on, or open the program again. If it happens again, send the details below.</source>
        <translation>Yang sudah Anda simpan tetap aman. Lanjutkan, atau buka lagi programnya. Bila terulang, kirim rincian di bawah ini.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Rincian</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Salin rincian</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>This is not a day. Write day-month-year, as 5-10-2024.</source>
        <translation>Ini bukan tanggal. Tulis tanggal-bulan-tahun, misalnya 5-10-2024.</translation>
    </message>
</context>
<context>
    <name>DateLine</name>
    <message>
        <source>5-10-2024</source>
        <translation>5-10-2024</translation>
    </message>
    <message>
        <source>Open the calendar</source>
        <translation>Buka kalender</translation>
    </message>
</context>
<context>
    <name>DatetimeEditor</name>
    <message>
        <source>Time</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation>Tanggal belum diisi.</translation>
    </message>
    <message>
        <source>This is not a time. Write hour and minute, as 14.30.</source>
        <translation>Ini bukan jam. Tulis jam dan menit, misalnya 14.30.</translation>
    </message>
</context>
<context>
    <name>ElsewhereEditor</name>
    <message>
        <source>Signed on the page of the case.</source>
        <translation>Ditandatangani di halaman berkas.</translation>
    </message>
    <message>
        <source>Added on the page of the case.</source>
        <translation>Ditambahkan di halaman berkas.</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>required</source>
        <translation>wajib</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Show all choices</source>
        <translation>Tampilkan semua pilihan</translation>
    </message>
</context>
<context>
    <name>FilterEditor</name>
    <message>
        <source>Type to choose ...</source>
        <translation>Ketik untuk memilih ...</translation>
    </message>
</context>
<context>
    <name>FilterList</name>
    <message>
        <source>Nothing has this name.</source>
        <translation>Tidak ada yang bernama demikian.</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Previous part</source>
        <translation>Bagian sebelumnya</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Bagian berikutnya</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>Picture</source>
        <translation>Gambar</translation>
    </message>
</context>
<context>
    <name>ItemCard</name>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Yes, remove</source>
        <translation>Ya, hapus</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Batal hapus</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>DRILL - nothing here is real. Papers are marked LATIHAN.</source>
        <translation>LATIHAN - semua di sini bukan data sungguhan. Surat bertanda LATIHAN.</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Kunci</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Four or five words that do not belong together are easy to keep and hard to guess.</source>
        <translation>Empat atau lima kata yang tidak berhubungan mudah diingat dan sukar ditebak.</translation>
    </message>
    <message>
        <source>Very easy to guess</source>
        <translation>Sangat mudah ditebak</translation>
    </message>
    <message>
        <source>Weak: add another word or two</source>
        <translation>Lemah: tambahkan satu atau dua kata lagi</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Baik</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Kuat</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>Sembunyikan frasa sandi</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Tampilkan frasa sandi</translation>
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>Preview of the paper</source>
        <translation>Pratinjau surat</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos and files</source>
        <translation>Foto dan berkas</translation>
    </message>
    <message>
        <source>Drop the files here</source>
        <translation>Lepaskan berkas di sini</translation>
    </message>
    <message>
        <source>Drop photos and files here, or paste them with Ctrl+V</source>
        <translation>Letakkan foto dan berkas di sini, atau tempel dengan Ctrl+V</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Home</source>
        <translation>Beranda</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Kirim</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Stopping ...</source>
        <translation>Menghentikan ...</translation>
    </message>
</context>
<context>
    <name>RadioEditor</name>
    <message>
        <source>Take the answer back</source>
        <translation>Kosongkan jawaban</translation>
    </message>
</context>
<context>
    <name>RepeatBox</name>
    <message>
        <source>Add: {name}</source>
        <translation>Tambah: {name}</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Keyboard</source>
        <translation>Papan tombol</translation>
    </message>
    <message>
        <source>Next or previous field</source>
        <translation>Isian berikutnya atau sebelumnya</translation>
    </message>
    <message>
        <source>Next or previous part of a form</source>
        <translation>Bagian formulir berikutnya atau sebelumnya</translation>
    </message>
    <message>
        <source>Open a list or the calendar</source>
        <translation>Buka daftar atau kalender</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Daftar ini</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Sign here</source>
        <translation>Tanda tangan di sini</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Online</source>
        <translation>Daring</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Luring</translation>
    </message>
</context>
<context>
    <name>StepButton</name>
    <message>
        <source>Please look again</source>
        <translation>Mohon periksa lagi</translation>
    </message>
    <message>
        <source>{count} required left</source>
        <translation>{count} wajib lagi</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Lengkap</translation>
    </message>
</context>
<context>
    <name>TimeEditor</name>
    <message>
        <source>This is not a time. Write hour and minute, as 14.30.</source>
        <translation>Ini bukan jam. Tulis jam dan menit, misalnya 14.30.</translation>
    </message>
</context>
<context>
    <name>_TimeLine</name>
    <message>
        <source>14.30</source>
        <translation>14.30</translation>
    </message>
</context>
</TS>
