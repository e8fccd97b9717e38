<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id_ID">
<context>
    <name>AddFormMenu</name>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>Reported person</source>
        <translation>Terlapor</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Saksi</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Orang lain</translation>
    </message>
</context>
<context>
    <name>AskingDialog</name>
    <message>
        <source>What you entered here is not kept yet.</source>
        <translation>Yang Anda isi di sini belum tersimpan.</translation>
    </message>
    <message>
        <source>Esc stays here, to keep it. Enter leaves without it.</source>
        <translation>Esc tetap di sini, agar bisa disimpan. Enter keluar tanpa menyimpannya.</translation>
    </message>
    <message>
        <source>Leave without it</source>
        <translation>Keluar tanpa menyimpan</translation>
    </message>
</context>
<context>
    <name>Away</name>
    <message>
        <source>destroyed by order</source>
        <translation>dimusnahkan atas perintah</translation>
    </message>
    <message>
        <source>at the centre (receipt verified); it is fetched when you open it</source>
        <translation>di pusat (tanda terima sudah diperiksa); diambil saat Anda membukanya</translation>
    </message>
    <message>
        <source>damaged on this laptop&apos;s disk; it comes again when you open it, or with the next exchange</source>
        <translation>rusak di cakram laptop ini; datang lagi saat Anda membukanya, atau pada pertukaran berikutnya</translation>
    </message>
    <message>
        <source>not on this laptop yet; it is fetched when you open it</source>
        <translation>belum ada di laptop ini; diambil saat Anda membukanya</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this notice</source>
        <translation>Tutup pemberitahuan ini</translation>
    </message>
</context>
<context>
    <name>BlankFormDialog</name>
    <message>
        <source>Blank form</source>
        <translation>Formulir kosong</translation>
    </message>
    <message>
        <source>To be filled by hand: dotted lines and boxes to tick. Nothing is recorded.</source>
        <translation>Untuk diisi dengan tangan: garis titik dan kotak pilihan. Tidak ada yang dicatat.</translation>
    </message>
    <message>
        <source>Save as file</source>
        <translation>Simpan sebagai file</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>Election</source>
        <translation>Pemilihan/Pemilu</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Kertas</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Sent away</source>
        <translation>Ditolak</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Belum</translation>
    </message>
    <message>
        <source>Not all yet</source>
        <translation>Belum semua</translation>
    </message>
    <message>
        <source>Handing in ...</source>
        <translation>Menyerahkan ...</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Sudah diserahkan</translation>
    </message>
    <message>
        <source>At the centre</source>
        <translation>Sudah di pusat</translation>
    </message>
    <message>
        <source>Unknown laptop</source>
        <translation>Laptop tak dikenal</translation>
    </message>
    <message>
        <source>this office</source>
        <translation>kantor ini</translation>
    </message>
    <message>
        <source>no laptop known yet</source>
        <translation>belum ada laptop yang dikenal</translation>
    </message>
    <message>
        <source>not known here, or ended</source>
        <translation>tidak dikenal di sini, atau sudah diakhiri</translation>
    </message>
    <message>
        <source>last on {day}</source>
        <translation>terakhir {day}</translation>
    </message>
    <message>
        <source>{count} documents</source>
        <translation>{count} dokumen</translation>
    </message>
    <message>
        <source>{count} photos</source>
        <translation>{count} foto</translation>
    </message>
    <message>
        <source>{size} still on the laptop</source>
        <translation>{size} masih di laptop</translation>
    </message>
    <message>
        <source>waits here for the line</source>
        <translation>menunggu sambungan di sini</translation>
    </message>
</context>
<context>
    <name>BoardHead</name>
    <message>
        <source>Nobody is expected yet</source>
        <translation>Belum ada yang ditunggu</translation>
    </message>
    <message>
        <source>All {count} have handed in</source>
        <translation>Semua sudah menyerahkan: {count}</translation>
    </message>
    <message>
        <source>{done} of {count} have handed in</source>
        <translation>{done} dari {count} sudah menyerahkan</translation>
    </message>
</context>
<context>
    <name>BoardView</name>
    <message>
        <source>Who has handed in</source>
        <translation>Siapa yang sudah menyerahkan</translation>
    </message>
</context>
<context>
    <name>BoardWindow</name>
    <message>
        <source>Evening station</source>
        <translation>Stasiun malam</translation>
    </message>
</context>
<context>
    <name>BookDeeds</name>
    <message>
        <source>Open the book ...</source>
        <translation>Buka buku ...</translation>
    </message>
    <message>
        <source>Take the book up ...</source>
        <translation>Ambil alih buku ...</translation>
    </message>
    <message>
        <source>Move to another laptop ...</source>
        <translation>Pindahkan ke laptop lain ...</translation>
    </message>
    <message>
        <source>Skip to a number used on paper ...</source>
        <translation>Lompat ke nomor yang terpakai di kertas ...</translation>
    </message>
    <message>
        <source>Change the pattern ...</source>
        <translation>Ubah pola ...</translation>
    </message>
    <message>
        <source>Take the book up here ...</source>
        <translation>Ambil alih buku di sini ...</translation>
    </message>
    <message>
        <source>Close the book for good ...</source>
        <translation>Tutup buku untuk seterusnya ...</translation>
    </message>
    <message>
        <source>This laptop gives the numbers of this kind from now on. If the office has a laptop with this book already, do not open a second one: let the book be moved here. How numbers look is a local habit: compare with your last paper.</source>
        <translation>Mulai sekarang laptop ini memberi nomor jenis ini. Bila kantor sudah mempunyai laptop dengan buku ini, jangan membuka buku kedua: minta buku dipindahkan ke sini. Bentuk nomor adalah kebiasaan setempat, periksa ketentuan: bandingkan dengan surat terakhir Anda.</translation>
    </message>
    <message>
        <source>Open the book: {kind}</source>
        <translation>Buka buku: {kind}</translation>
    </message>
    <message>
        <source>Open the book</source>
        <translation>Buka buku</translation>
    </message>
    <message>
        <source>Change the pattern</source>
        <translation>Ubah pola</translation>
    </message>
    <message>
        <source>Numbers that were given stay as they are; the next one looks like this.</source>
        <translation>Nomor yang sudah diberikan tetap; nomor berikutnya mengikuti pola ini.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>This laptop gives no more numbers of this kind. The other one gives them as soon as it has got this record, by sending or by a stick.</source>
        <translation>Laptop ini tidak lagi memberi nomor jenis ini. Laptop lain memberinya segera setelah menerima catatan ini, melalui pengiriman atau flashdisk.</translation>
    </message>
    <message>
        <source>Move the book</source>
        <translation>Pindahkan buku</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>Pindahkan</translation>
    </message>
    <message>
        <source>Numbering goes on here behind the number that you type; it must be the last one on any paper of the office. Do this only when the laptop with the book is lost or was restored: if it still gives numbers, some will come twice.</source>
        <translation>Penomoran berlanjut di sini sesudah nomor yang Anda ketik; itu harus nomor terakhir pada surat kantor mana pun. Lakukan hanya bila laptop yang memegang buku hilang atau dipulihkan: bila laptop itu masih memberi nomor, sebagian nomor akan muncul dua kali.</translation>
    </message>
    <message>
        <source>Go on behind a number used on paper</source>
        <translation>Lanjutkan sesudah nomor yang terpakai di kertas</translation>
    </message>
    <message>
        <source>Go on from there</source>
        <translation>Lanjutkan dari sana</translation>
    </message>
    <message>
        <source>No number is ever given from this book again. Its numbers stay in the register.</source>
        <translation>Dari buku ini tidak akan diberikan nomor lagi. Nomor-nomornya tetap dalam register.</translation>
    </message>
    <message>
        <source>Close the book for good</source>
        <translation>Tutup buku untuk seterusnya</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>The number stays in the register, struck out, with this reason. It is never given again.</source>
        <translation>Nomor tetap dalam register, dicoret, dengan alasan ini. Nomor itu tidak akan diberikan lagi.</translation>
    </message>
    <message>
        <source>Void {number}</source>
        <translation>Batalkan {number}</translation>
    </message>
    <message>
        <source>Void it</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Each gets the next number in this order, and is saved with it. You sign each number.</source>
        <translation>Masing-masing mendapat nomor berikutnya menurut urutan ini dan disimpan dengan nomor itu. Anda menandatangani setiap nomor.</translation>
    </message>
    <message>
        <source>Give numbers</source>
        <translation>Beri nomor</translation>
    </message>
    <message>
        <source>Give them</source>
        <translation>Beri semuanya</translation>
    </message>
</context>
<context>
    <name>Breach</name>
    <message>
        <source>Legal basis</source>
        <translation>Dasar hukum</translation>
    </message>
    <message>
        <source>(check the provision)</source>
        <translation>(periksa ketentuan)</translation>
    </message>
    <message>
        <source>Sanction</source>
        <translation>Sanksi</translation>
    </message>
    <message>
        <source>Forwarded to</source>
        <translation>Diteruskan kepada</translation>
    </message>
</context>
<context>
    <name>BreachesDialog</name>
    <message>
        <source>What is it?</source>
        <translation>Dugaan apa?</translation>
    </message>
    <message>
        <source>In ordinary words: foto jari, bagi sembako ...</source>
        <translation>Dengan kata sehari-hari: foto jari, bagi sembako ...</translation>
    </message>
    <message>
        <source>Search the permitted acts ...</source>
        <translation>Cari perbuatan yang diperbolehkan ...</translation>
    </message>
    <message>
        <source>Breaches</source>
        <translation>Pelanggaran</translation>
    </message>
    <message>
        <source>Permitted acts</source>
        <translation>Perbuatan yang diperbolehkan</translation>
    </message>
    <message>
        <source>Other kinds</source>
        <translation>Jenis lain</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>An aid, not a decision: whether it is a breach is decided by the plenary.</source>
        <translation>Bahan bantu, bukan keputusan: pelanggaran atau bukan diputus oleh rapat pleno.</translation>
    </message>
    <message>
        <source>This report was not registered: it is only noted what it would have been.</source>
        <translation>Laporan ini tidak diregistrasi: hanya dicatat seandainya diregistrasi.</translation>
    </message>
    <message>
        <source>Kinds that no breach of the catalogue stands for. None of them is decided in a district.</source>
        <translation>Jenis yang tidak terwakili dalam katalog. Tidak satu pun diputus di kecamatan.</translation>
    </message>
    <message>
        <source>The ethics of election organisers (DKPP) is not the ASN code of ethics: that one stands among the breaches.</source>
        <translation>Kode etik penyelenggara (DKPP) bukan kode etik ASN; kode etik ASN ada di antara pelanggaran.</translation>
    </message>
</context>
<context>
    <name>CaseFactsDialog</name>
    <message>
        <source>Details of the case</source>
        <translation>Data berkas</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Election</source>
        <translation>Rezim</translation>
    </message>
    <message>
        <source>Why it is put right</source>
        <translation>Alasan perbaikan</translation>
    </message>
    <message>
        <source>For the history; may stay empty</source>
        <translation>Untuk riwayat; boleh kosong</translation>
    </message>
    <message>
        <source>Every change stays in the history with its time and your name.</source>
        <translation>Setiap perubahan tercatat di riwayat dengan waktu dan nama Anda.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
</context>
<context>
    <name>CaseListPage</name>
    <message>
        <source>Cases</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Search number, name, place, text ... (Ctrl+F)</source>
        <translation>Cari nomor, nama, tempat, isi ... (Ctrl+F)</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Berkas baru</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
    <message>
        <source>No case yet</source>
        <translation>Belum ada berkas</translation>
    </message>
    <message>
        <source>A case holds everything about one event: the form, the photos, the statements and the printed papers.
Open the first one when something was seen, or when somebody comes to report.</source>
        <translation>Satu berkas memuat semua tentang satu peristiwa: formulir, foto, keterangan, dan surat yang dicetak.
Buka berkas pertama saat ada yang terlihat, atau saat seseorang datang melapor.</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>Tidak ada yang cocok</translation>
    </message>
    <message>
        <source>Try fewer letters or another word, or show every status.</source>
        <translation>Coba huruf lebih sedikit atau kata lain, atau tampilkan semua status.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tampilkan semua</translation>
    </message>
    <message>
        <source>{shown} of {total} cases</source>
        <translation>{shown} dari {total} berkas</translation>
    </message>
    <message>
        <source>{total} cases</source>
        <translation>{total} berkas</translation>
    </message>
    <message>
        <source>Every status</source>
        <translation>Semua status</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>{count} files were written.</source>
        <translation>{count} file ditulis.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Dihentikan.</translation>
    </message>
    <message>
        <source>Nothing was exported; what had been written was taken away again.</source>
        <translation>Tidak ada yang diekspor; yang sudah ditulis dihapus lagi.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Details</source>
        <translation>Data berkas</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>Add a form</source>
        <translation>Tambah formulir</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Tambah foto</translation>
    </message>
    <message>
        <source>Two states: choose ...</source>
        <translation>Dua keadaan: pilih ...</translation>
    </message>
    <message>
        <source>Two laptops changed this case without knowing of each other.</source>
        <translation>Dua laptop mengubah perkara ini tanpa saling mengetahui.</translation>
    </message>
    <message>
        <source>Hear somebody</source>
        <translation>Klarifikasi seseorang</translation>
    </message>
    <message>
        <source>Scan signed papers ...</source>
        <translation>Pindai surat bertanda tangan ...</translation>
    </message>
    <message>
        <source>Other editions</source>
        <translation>Edisi lain</translation>
    </message>
    <message>
        <source>No form yet</source>
        <translation>Belum ada formulir</translation>
    </message>
    <message>
        <source>Add the form with which this case begins.</source>
        <translation>Tambahkan formulir yang mengawali berkas ini.</translation>
    </message>
    <message>
        <source>Nobody was heard yet</source>
        <translation>Belum ada yang diklarifikasi</translation>
    </message>
    <message>
        <source>A statement is written, read back, signed on the screen or on paper, and then sealed.</source>
        <translation>Keterangan ditulis, dibacakan kembali, ditandatangani di layar atau di kertas, lalu disegel.</translation>
    </message>
    <message>
        <source>No signed paper yet</source>
        <translation>Belum ada surat yang ditandatangani</translation>
    </message>
    <message>
        <source>Open a saved form as a paper, look at it, and sign it with your passphrase.</source>
        <translation>Buka formulir tersimpan sebagai surat, periksa, lalu tandatangani dengan frasa sandi Anda.</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Keterangan</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Penanganan</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>The draft was thrown away.</source>
        <translation>Draf dibuang.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>The paper was saved as a file.</source>
        <translation>Surat disimpan sebagai file.</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>Belum bernomor</translation>
    </message>
    <message>
        <source>Handled by {office}</source>
        <translation>Ditangani {office}</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Berkas baru</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Pelapor</translation>
    </message>
    <message>
        <source>Reported person</source>
        <translation>Terlapor</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Saksi</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Orang lain</translation>
    </message>
</context>
<context>
    <name>CasePages</name>
    <message>
        <source>Two versions</source>
        <translation>Dua versi</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Keterangan</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>The form was saved.</source>
        <translation>Formulir tersimpan.</translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Add evidence</source>
        <translation>Tambah bukti</translation>
    </message>
    <message>
        <source>Choose a case to see it here.</source>
        <translation>Pilih berkas untuk melihatnya di sini.</translation>
    </message>
    <message>
        <source>Not told yet</source>
        <translation>Belum diisi</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>Belum bernomor</translation>
    </message>
    <message>
        <source>{forms} documents, {items} pieces of evidence</source>
        <translation>{forms} dokumen, {items} bukti</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Terlapor</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Peristiwa</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Asal</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Dibuka</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>Photos ({count})</source>
        <translation>Foto bukti ({count})</translation>
    </message>
</context>
<context>
    <name>CaseTable</name>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Alleged breach</source>
        <translation>Dugaan pelanggaran</translation>
    </message>
    <message>
        <source>Reported person</source>
        <translation>Terlapor</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Tenggat</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Tempat</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Peristiwa</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Asal</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Terakhir berubah</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Berkas</translation>
    </message>
</context>
<context>
    <name>CaseTableModel</name>
    <message>
        <source>No number yet</source>
        <translation>Belum bernomor</translation>
    </message>
    <message>
        <source>Not told yet</source>
        <translation>Belum diisi</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>Class</source>
        <translation>Kelas</translation>
    </message>
    <message>
        <source>Kind of case</source>
        <translation>Jenis perkara</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>Berlaku bagi</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Dasar hukum</translation>
    </message>
    <message>
        <source>Sanction</source>
        <translation>Sanksi</translation>
    </message>
    <message>
        <source>Typical evidence</source>
        <translation>Bukti yang lazim</translation>
    </message>
    <message>
        <source>Forwarded to</source>
        <translation>Diteruskan kepada</translation>
    </message>
    <message>
        <source>How sure the text is</source>
        <translation>Kepastian teks</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Allowed when</source>
        <translation>Diperbolehkan bila</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Alasannya</translation>
    </message>
    <message>
        <source>Otherwise it is</source>
        <translation>Bila tidak, menjadi</translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message>
        <source>Both elections</source>
        <translation>Pemilu dan Pemilihan</translation>
    </message>
    <message>
        <source>All persons</source>
        <translation>Semua subjek</translation>
    </message>
    <message>
        <source>In ordinary words: foto jari, bagi sembako ...</source>
        <translation>Dengan kata sehari-hari: foto jari, bagi sembako ...</translation>
    </message>
    <message>
        <source>Catalogue of breaches</source>
        <translation>Katalog pelanggaran</translation>
    </message>
    <message>
        <source>Permitted, under conditions</source>
        <translation>Diperbolehkan dengan syarat</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Legal basis and sanction of the chosen row appear here.</source>
        <translation>Dasar hukum dan sanksi baris yang dipilih tampil di sini.</translation>
    </message>
    <message>
        <source>Only the chosen ({count})</source>
        <translation>Hanya yang dipilih ({count})</translation>
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
    <name>CheckPage</name>
    <message>
        <source>Check the whole vault</source>
        <translation>Periksa seluruh brankas</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Lists made anew</source>
        <translation>Daftar disusun ulang</translation>
    </message>
    <message>
        <source>The whole vault</source>
        <translation>Seluruh brankas</translation>
    </message>
    <message>
        <source>Every record, signature, receipt and file is looked at anew. Nothing is changed.</source>
        <translation>Setiap catatan, tanda tangan, tanda terima, dan file diperiksa ulang. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Choose a paper</source>
        <translation>Pilih surat</translation>
    </message>
    <message>
        <source>Papers and scans</source>
        <translation>Surat dan hasil pindai</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Stopped. Not everything was looked at.</source>
        <translation>Dihentikan. Belum semuanya diperiksa.</translation>
    </message>
    <message>
        <source>Everything is as it was written: {records} records, {files} files.</source>
        <translation>Semuanya masih seperti saat ditulis: {records} catatan, {files} file.</translation>
    </message>
    <message>
        <source>{count} things are not as they were written. Do not repair anything; call the regency.</source>
        <translation>{count} hal tidak lagi seperti saat ditulis. Jangan perbaiki apa pun; hubungi kabupaten/kota.</translation>
    </message>
    <message>
        <source>{count} files are damaged or missing on this disk; everything else is as it was written.</source>
        <translation>{count} file rusak atau hilang di cakram ini; yang lain masih seperti saat ditulis.</translation>
    </message>
    <message>
        <source>{count} damaged or missing files come again with the next exchange.</source>
        <translation>{count} file yang rusak atau hilang datang lagi pada pertukaran berikutnya.</translation>
    </message>
    <message>
        <source>The centre or a colleague holds them. Send once; what lies here stays until the right file has come.</source>
        <translation>Pusat atau rekan menyimpannya. Kirim sekali; yang ada di sini tetap tersimpan sampai file yang benar datang.</translation>
    </message>
    <message>
        <source>{count} files that were damaged once have come again; the damaged ones are kept in the folder damaged of the vault.</source>
        <translation>{count} file yang pernah rusak sudah datang lagi; yang rusak disimpan di folder damaged dalam brankas.</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>What the check says</source>
        <translation>Hasil pemeriksaan</translation>
    </message>
    <message>
        <source>Is it whole?</source>
        <translation>Utuh?</translation>
    </message>
    <message>
        <source>Is the signer known?</source>
        <translation>Penanda tangan dikenal?</translation>
    </message>
    <message>
        <source>Is it as recorded?</source>
        <translation>Sesuai catatan?</translation>
    </message>
    <message>
        <source>Timestamp of {at} by {name}.</source>
        <translation>Stempel waktu {at} dari {name}.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ya</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Tidak</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Tidak diketahui</translation>
    </message>
</context>
<context>
    <name>ChooseCasePage</name>
    <message>
        <source>Which case?</source>
        <translation>Berkas mana?</translation>
    </message>
    <message>
        <source>Case without a title</source>
        <translation>Berkas tanpa judul</translation>
    </message>
</context>
<context>
    <name>ChosenBar</name>
    <message>
        <source>Print ...</source>
        <translation>Cetak ...</translation>
    </message>
    <message>
        <source>Sign papers ...</source>
        <translation>Tanda tangani surat ...</translation>
    </message>
    <message>
        <source>Export ...</source>
        <translation>Ekspor ...</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Batal pilih</translation>
    </message>
    <message>
        <source>{count} cases chosen</source>
        <translation>{count} berkas dipilih</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
</context>
<context>
    <name>ClockStrip</name>
    <message>
        <source>Clock and completeness</source>
        <translation>Tenggat dan kelengkapan</translation>
    </message>
    <message>
        <source>No deadline runs.</source>
        <translation>Tidak ada tenggat berjalan.</translation>
    </message>
    <message>
        <source>{n} missing</source>
        <translation>{n} kurang</translation>
    </message>
    <message>
        <source>{n} not clear</source>
        <translation>{n} belum jelas</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Lengkap</translation>
    </message>
</context>
<context>
    <name>ClosedEditionDialog</name>
    <message>
        <source>Closed edition: {form}</source>
        <translation>Edisi tertutup: {form}</translation>
    </message>
    <message>
        <source>It names the protected persons, is marked TERTUTUP on every page, and stays sealed to those who handle the case. Making it is a legal act and is recorded with your name.</source>
        <translation>Edisi ini menyebut nama orang yang dilindungi, bertanda TERTUTUP di setiap halaman, dan tetap tersegel untuk yang menangani berkas ini. Membuatnya adalah tindakan resmi dan dicatat atas nama Anda.</translation>
    </message>
    <message>
        <source>Sign and make it</source>
        <translation>Tanda tangani dan buat</translation>
    </message>
</context>
<context>
    <name>ClosedView</name>
    <message>
        <source>Closed edition</source>
        <translation>Edisi tertutup</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Save as file</source>
        <translation>Simpan sebagai file</translation>
    </message>
    <message>
        <source>Confidential: it names protected persons.</source>
        <translation>Rahasia: memuat nama orang yang dilindungi.</translation>
    </message>
</context>
<context>
    <name>ColumnsDialog</name>
    <message>
        <source>Columns of the list</source>
        <translation>Kolom daftar</translation>
    </message>
    <message>
        <source>Further left</source>
        <translation>Lebih ke kiri</translation>
    </message>
    <message>
        <source>Further right</source>
        <translation>Lebih ke kanan</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Seperti biasa</translation>
    </message>
    <message>
        <source>Space shows or hides a column; Alt+↑ and Alt+↓ move it.</source>
        <translation>Spasi menampilkan atau menyembunyikan kolom; Alt+↑ dan Alt+↓ memindahkannya.</translation>
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
    <name>ComparePage</name>
    <message>
        <source>Side by side</source>
        <translation>Berdampingan</translation>
    </message>
    <message>
        <source>Keys: + and - zoom both, 0 shows them whole</source>
        <translation>Tombol: + dan - memperbesar atau memperkecil keduanya, 0 menampilkan seluruhnya</translation>
    </message>
</context>
<context>
    <name>Completeness</name>
    <message>
        <source>Formal requirements</source>
        <translation>Syarat formal</translation>
    </message>
    <message>
        <source>Material requirements</source>
        <translation>Syarat materiel</translation>
    </message>
    <message>
        <source>Nothing is asked: no breach is suspected here.</source>
        <translation>Tidak ada syarat: tidak ada dugaan pelanggaran di sini.</translation>
    </message>
</context>
<context>
    <name>CopiedCard</name>
    <message>
        <source>A laptop whose disk was copied</source>
        <translation>Laptop yang hard disk-nya disalin</translation>
    </message>
    <message>
        <source>received by the centre</source>
        <translation>diterima pusat</translation>
    </message>
    <message>
        <source>not all received yet</source>
        <translation>belum semuanya diterima</translation>
    </message>
    <message>
        <source>{count} records since then, last by {person} on {time}: {received}</source>
        <translation>{count} catatan sejak itu, terakhir oleh {person} pada {time}: {received}</translation>
    </message>
    <message>
        <source>Nothing is lost: both are kept, sent and shown, and where both changed one thing you are asked which holds. But use only one of them from now on: let the other send once more, by line or stick, then set it up anew as a second laptop (Join an office). Numbers are given by neither before.</source>
        <translation>Tidak ada yang hilang: keduanya disimpan, dikirim, dan ditampilkan, dan bila keduanya mengubah hal yang sama Anda ditanya mana yang berlaku. Tetapi mulai sekarang pakailah satu saja: biarkan yang lain mengirim sekali lagi, lewat jaringan atau stik, lalu siapkan dari awal sebagai laptop kedua (Bergabung dengan kantor). Sebelum itu keduanya tidak memberi nomor.</translation>
    </message>
    <message>
        <source>This laptop</source>
        <translation>Laptop ini</translation>
    </message>
    <message>
        <source>Laptop {name}</source>
        <translation>Laptop {name}</translation>
    </message>
    <message>
        <source>{laptop}: its disk was copied, and both copies were used.</source>
        <translation>{laptop}: hard disk-nya disalin, dan kedua salinan dipakai.</translation>
    </message>
    <message>
        <source>{laptop}: its disk was copied, or put back from a copy, after {time}, and both went on.</source>
        <translation>{laptop}: hard disk-nya disalin, atau dikembalikan dari salinan, sesudah {time}, dan keduanya dipakai terus.</translation>
    </message>
</context>
<context>
    <name>CopyCard</name>
    <message>
        <source>Second copy</source>
        <translation>Salinan kedua</translation>
    </message>
    <message>
        <source>Choose stick or disk ...</source>
        <translation>Pilih stik atau disk ...</translation>
    </message>
    <message>
        <source>Copy now</source>
        <translation>Salin sekarang</translation>
    </message>
    <message>
        <source>Read back</source>
        <translation>Baca ulang</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Menyalin</translation>
    </message>
    <message>
        <source>Reading back</source>
        <translation>Membaca ulang</translation>
    </message>
    <message>
        <source>Taking out what was destroyed</source>
        <translation>Mengeluarkan yang dimusnahkan</translation>
    </message>
    <message>
        <source>Everything, drafts too, goes encrypted onto another disk or stick seconds after it was saved. If this laptop is lost, it comes back from there with your passphrase or the recovery sheet. Keep it away from the laptop.</source>
        <translation>Semuanya, termasuk draf, disalin terenkripsi ke disk lain atau stik beberapa detik setelah disimpan. Jika laptop ini hilang, semuanya kembali dari sana dengan frasa sandi Anda atau lembar pemulihan. Simpan terpisah dari laptop.</translation>
    </message>
    <message>
        <source>Its disk or stick is not there. Put it in; the copy then catches up by itself.</source>
        <translation>Disk atau stiknya tidak terpasang. Pasang; salinan akan menyusul sendiri.</translation>
    </message>
    <message>
        <source>There is no room left on it. Choose a larger one.</source>
        <translation>Sudah penuh. Pilih yang lebih besar.</translation>
    </message>
    <message>
        <source>There is none yet: if this laptop is lost, everything that was not sent is lost with it.</source>
        <translation>Belum ada: jika laptop ini hilang, semua yang belum terkirim ikut hilang.</translation>
    </message>
    <message>
        <source>{path}
Complete, last copied {time}</source>
        <translation>{path}
Lengkap, terakhir disalin {time}</translation>
    </message>
    <message>
        <source>{path}
It lacks {records} records and {files} files ({size}).</source>
        <translation>{path}
Kurang {records} catatan dan {files} file ({size}).</translation>
    </message>
    <message>
        <source>Last whole: {time}</source>
        <translation>Terakhir lengkap: {time}</translation>
    </message>
    <message>
        <source>Choose the stick or disk for the second copy</source>
        <translation>Pilih stik atau disk untuk salinan kedua</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>{count} records and files were damaged there; they were written anew.</source>
        <translation>{count} catatan dan file di sana rusak; sudah ditulis lagi.</translation>
    </message>
    <message>
        <source>Stopped. What was copied stays.</source>
        <translation>Berhenti. Yang sudah tersalin tetap ada.</translation>
    </message>
</context>
<context>
    <name>CopyStep</name>
    <message>
        <source>Second copy</source>
        <translation>Salinan kedua</translation>
    </message>
    <message>
        <source>If this laptop is lost or breaks, everything comes back from a second, encrypted copy on a stick or another disk.</source>
        <translation>Jika laptop ini hilang atau rusak, semuanya kembali dari salinan kedua yang terenkripsi di stik atau disk lain.</translation>
    </message>
    <message>
        <source>Choose stick or disk ...</source>
        <translation>Pilih stik atau disk ...</translation>
    </message>
    <message>
        <source>Leave the stick in while you work, and take it home separately. It can be set up later too: Settings, Second copy.</source>
        <translation>Biarkan stik terpasang saat bekerja, dan bawa pulang terpisah dari laptop. Bisa juga disiapkan nanti: Setelan, Salinan kedua.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Lanjut</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Nanti saja</translation>
    </message>
    <message>
        <source>The second copy is kept in {path} from now on.</source>
        <translation>Mulai sekarang salinan kedua disimpan di {path}.</translation>
    </message>
    <message>
        <source>Choose the stick or disk for the second copy</source>
        <translation>Pilih stik atau disk untuk salinan kedua</translation>
    </message>
</context>
<context>
    <name>CourseView</name>
    <message>
        <source>Clock</source>
        <translation>Tenggat</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Kelengkapan</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>Langkah berikutnya</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>Dugaan apa?</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Note a day ...</source>
        <translation>Catat tanggal ...</translation>
    </message>
    <message>
        <source>Note an invitation ...</source>
        <translation>Catat undangan ...</translation>
    </message>
    <message>
        <source>Pass on ...</source>
        <translation>Teruskan ...</translation>
    </message>
    <message>
        <source>No other office is known here.</source>
        <translation>Belum ada kantor lain yang dikenal di sini.</translation>
    </message>
    <message>
        <source>After an exchange with the centre its offices are known.</source>
        <translation>Setelah bertukar data dengan pusat, kantor-kantornya dikenal.</translation>
    </message>
    <message>
        <source>No deadline runs.</source>
        <translation>Tidak ada tenggat berjalan.</translation>
    </message>
    <message>
        <source>Rules of {version}</source>
        <translation>Aturan versi {version}</translation>
    </message>
    <message>
        <source>The case has come to its end.</source>
        <translation>Penanganan berkas ini sudah selesai.</translation>
    </message>
    <message>
        <source>Against advice</source>
        <translation>Tidak disarankan</translation>
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
    <name>DayDialog</name>
    <message>
        <source>A day of the case</source>
        <translation>Tanggal dalam berkas</translation>
    </message>
    <message>
        <source>The clock counts from it. What was there before stays in the history.</source>
        <translation>Tenggat dihitung darinya. Yang sebelumnya tetap ada di riwayat.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Needed for what stands on the receipt.</source>
        <translation>Wajib bagi yang tercetak pada tanda bukti.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>Which day</source>
        <translation>Tanggal apa</translation>
    </message>
    <message>
        <source>There is no such day.</source>
        <translation>Tidak ada hari seperti itu.</translation>
    </message>
</context>
<context>
    <name>Deed</name>
    <message>
        <source>Opened the case</source>
        <translation>Membuka berkas</translation>
    </message>
    <message>
        <source>Changed the case</source>
        <translation>Mengubah data berkas</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Memutus</translation>
    </message>
    <message>
        <source>Handed the case over</source>
        <translation>Menyerahkan berkas</translation>
    </message>
    <message>
        <source>Took the case over</source>
        <translation>Mengambil alih berkas</translation>
    </message>
    <message>
        <source>Opened sealed names to others</source>
        <translation>Membuka nama tersegel bagi penangan lain</translation>
    </message>
    <message>
        <source>Ordered that it is destroyed</source>
        <translation>Memerintahkan pemusnahan</translation>
    </message>
    <message>
        <source>Destroyed it on a laptop, as ordered</source>
        <translation>Memusnahkannya di sebuah laptop, sesuai perintah</translation>
    </message>
    <message>
        <source>Saved the form</source>
        <translation>Menyimpan formulir</translation>
    </message>
    <message>
        <source>Withdrew the form</source>
        <translation>Menarik formulir</translation>
    </message>
    <message>
        <source>Sealed the statement</source>
        <translation>Menyegel keterangan</translation>
    </message>
    <message>
        <source>Added evidence</source>
        <translation>Menambahkan bukti</translation>
    </message>
    <message>
        <source>Described evidence</source>
        <translation>Memberi keterangan bukti</translation>
    </message>
    <message>
        <source>Withdrew evidence</source>
        <translation>Menarik bukti</translation>
    </message>
    <message>
        <source>Made the small picture anew from the original</source>
        <translation>Membuat ulang gambar kecil dari berkas asli</translation>
    </message>
    <message>
        <source>Made the paper</source>
        <translation>Membuat surat</translation>
    </message>
    <message>
        <source>Signed the paper</source>
        <translation>Menandatangani surat</translation>
    </message>
    <message>
        <source>Scanned the signed original</source>
        <translation>Memindai asli bertanda tangan</translation>
    </message>
    <message>
        <source>The paper got a timestamp</source>
        <translation>Surat mendapat stempel waktu</translation>
    </message>
    <message>
        <source>Gave a number</source>
        <translation>Memberi nomor</translation>
    </message>
    <message>
        <source>Voided a number</source>
        <translation>Membatalkan nomor</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>This is a drill: everything here is invented and gone once the window closes.</source>
        <translation>Ini latihan: semua di sini rekaan dan hilang begitu jendela ditutup.</translation>
    </message>
    <message>
        <source>The passphrase for signing and sealing is: {passphrase}</source>
        <translation>Frasa sandi untuk menandatangani dan menyegel: {passphrase}</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Copy my last Form A</source>
        <translation>Salin Formulir A terakhir saya</translation>
    </message>
    <message>
        <source>Form A: nothing found</source>
        <translation>Formulir A: laporan nihil</translation>
    </message>
    <message>
        <source>You can read here, but not write.</source>
        <translation>Anda dapat membaca di sini, tetapi tidak menulis.</translation>
    </message>
    <message>
        <source>Ask the chair or the regency for a new key. They admit you in Settings, People, on a laptop that is open.</source>
        <translation>Minta kunci baru kepada ketua atau kabupaten/kota. Mereka memberikannya lewat Setelan, Petugas, pada laptop yang sudah terbuka.</translation>
    </message>
    <message>
        <source>What is due first</source>
        <translation>Yang paling mendesak</translation>
    </message>
    <message>
        <source>Scan signed papers</source>
        <translation>Pindai surat bertanda tangan</translation>
    </message>
    <message>
        <source>Bukti ended without being closed last time.</source>
        <translation>Bukti terakhir kali berhenti tanpa ditutup.</translation>
    </message>
    <message>
        <source>What you saved is safe.</source>
        <translation>Yang sudah disimpan aman.</translation>
    </message>
    <message>
        <source>Your last draft is as it was: {form}, kept {time}.</source>
        <translation>Draf terakhir Anda masih utuh: {form}, tersimpan {time}.</translation>
    </message>
    <message>
        <source>Open the draft</source>
        <translation>Buka draf</translation>
    </message>
    <message>
        <source>Evening station</source>
        <translation>Stasiun malam</translation>
    </message>
    <message>
        <source>An order of destruction is carried out</source>
        <translation>Perintah pemusnahan sedang dijalankan</translation>
    </message>
</context>
<context>
    <name>DestroyPage</name>
    <message>
        <source>Destroy by order</source>
        <translation>Musnahkan atas perintah</translation>
    </message>
    <message>
        <source>A legal act of the chair. It cannot be undone.</source>
        <translation>Tindakan hukum ketua. Tidak dapat dibatalkan.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Semuanya</translation>
    </message>
    <message>
        <source>Only who the protected people are</source>
        <translation>Hanya identitas orang yang dilindungi</translation>
    </message>
    <message>
        <source>Number of the letter that orders it</source>
        <translation>Nomor surat perintah</translation>
    </message>
    <message>
        <source>Day of the letter</source>
        <translation>Tanggal surat</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>It stays for good and is read by others: do not repeat what is to go.</source>
        <translation>Alasan ini tersimpan selamanya dan dibaca orang lain: jangan ulangi isi yang harus dimusnahkan.</translation>
    </message>
    <message>
        <source>Type {word} to confirm</source>
        <translation>Ketik {word} untuk menegaskan</translation>
    </message>
    <message>
        <source>Destroy</source>
        <translation>Musnahkan</translation>
    </message>
    <message>
        <source>Ordering</source>
        <translation>Memerintahkan</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Traces in the vault</source>
        <translation>Jejak di brankas</translation>
    </message>
    <message>
        <source>Second copy: taking out</source>
        <translation>Salinan kedua: mengeluarkan</translation>
    </message>
    <message>
        <source>Second copy</source>
        <translation>Salinan kedua</translation>
    </message>
    <message>
        <source>What goes</source>
        <translation>Yang dimusnahkan</translation>
    </message>
    <message>
        <source>Of the ticked</source>
        <translation>Dari yang dicentang</translation>
    </message>
    <message>
        <source>What the order cannot reach</source>
        <translation>Yang tidak terjangkau perintah</translation>
    </message>
    <message>
        <source>The list of orders shows which laptops, second copies and the centre have obeyed, and who is still to come.</source>
        <translation>Daftar perintah menunjukkan laptop, salinan kedua, dan pusat mana yang sudah menaati, dan siapa yang masih ditunggu.</translation>
    </message>
    <message>
        <source>The order</source>
        <translation>Perintahnya</translation>
    </message>
    <message>
        <source>Only the chair of this office may order it.</source>
        <translation>Hanya ketua kantor ini yang boleh memerintahkannya.</translation>
    </message>
    <message>
        <source>You can look at what would go.</source>
        <translation>Anda dapat melihat apa yang akan dimusnahkan.</translation>
    </message>
    <message>
        <source>This case has not ended.</source>
        <translation>Berkas ini belum selesai.</translation>
    </message>
    <message>
        <source>The office does not allow it then (Settings, Keeping and destroying).</source>
        <translation>Kantor tidak mengizinkannya selama itu (Setelan, Penyimpanan dan pemusnahan).</translation>
    </message>
    <message>
        <source>What goes is missing in its course and in its papers.</source>
        <translation>Yang dimusnahkan akan hilang dari proses dan suratnya.</translation>
    </message>
    <message>
        <source>Title and facts of the case</source>
        <translation>Judul dan fakta berkas</translation>
    </message>
    <message>
        <source>Form or statement, all versions</source>
        <translation>Formulir atau keterangan, semua versi</translation>
    </message>
    <message>
        <source>Evidence with its copies</source>
        <translation>Bukti dengan salinannya</translation>
    </message>
    <message>
        <source>Paper with its scans</source>
        <translation>Surat dengan pindaiannya</translation>
    </message>
    <message>
        <source>Closed edition with the names</source>
        <translation>Edisi tertutup yang memuat nama</translation>
    </message>
    <message>
        <source>Who is protected in it</source>
        <translation>Siapa yang dilindungi di dalamnya</translation>
    </message>
    <message>
        <source>May repeat the words.</source>
        <translation>Mungkin mengulang kata-katanya.</translation>
    </message>
    <message>
        <source>{count} files of it belong to other things too and stay until those go as well.</source>
        <translation>{count} filenya juga milik hal lain dan tetap ada sampai itu dimusnahkan juga.</translation>
    </message>
    <message>
        <source>{count} records of it are of another office, which alone can order them.</source>
        <translation>{count} catatannya milik kantor lain, dan hanya kantor itu yang dapat memerintahkannya.</translation>
    </message>
    <message>
        <source>The letter is missing.</source>
        <translation>Suratnya belum disebut.</translation>
    </message>
    <message>
        <source>The day is missing.</source>
        <translation>Tanggalnya belum diisi.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Alasannya belum diisi.</translation>
    </message>
    <message>
        <source>Type the word {word}, in capitals.</source>
        <translation>Ketik kata {word}, dengan huruf besar.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>being written anew ...</source>
        <translation>ditulis ulang ...</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Dihentikan.</translation>
    </message>
    <message>
        <source>Nothing was ordered and nothing is gone.</source>
        <translation>Belum ada perintah dan belum ada yang hilang.</translation>
    </message>
</context>
<context>
    <name>DestroyPages</name>
    <message>
        <source>Destroy by order</source>
        <translation>Musnahkan atas perintah</translation>
    </message>
    <message>
        <source>Keeping and destroying</source>
        <translation>Penyimpanan dan pemusnahan</translation>
    </message>
    <message>
        <source>Withdraw ...</source>
        <translation>Tarik ...</translation>
    </message>
    <message>
        <source>Destroy by order ...</source>
        <translation>Musnahkan atas perintah ...</translation>
    </message>
    <message>
        <source>Orders of destruction ...</source>
        <translation>Perintah pemusnahan ...</translation>
    </message>
    <message>
        <source>The order stands, but it was stopped on this laptop.</source>
        <translation>Perintah tetap berlaku, tetapi dihentikan di laptop ini.</translation>
    </message>
    <message>
        <source>The rest of it goes by itself when the vault is opened the next time.</source>
        <translation>Sisanya berjalan sendiri saat brankas dibuka berikutnya.</translation>
    </message>
    <message>
        <source>It is destroyed on this laptop.</source>
        <translation>Sudah dimusnahkan di laptop ini.</translation>
    </message>
    <message>
        <source>The others obey at their next contact: More, Orders of destruction.</source>
        <translation>Yang lain menaati pada pertemuan berikutnya: Lainnya, Perintah pemusnahan.</translation>
    </message>
</context>
<context>
    <name>DocumentRow</name>
    <message>
        <source>Draft</source>
        <translation>Draf</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Perubahan belum disimpan</translation>
    </message>
    <message>
        <source>Destroyed by order</source>
        <translation>Dimusnahkan atas perintah</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Ditarik</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>Tersegel</translation>
    </message>
    <message>
        <source>Not sealed yet</source>
        <translation>Belum disegel</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>Sudah digantikan</translation>
    </message>
    <message>
        <source>Two versions</source>
        <translation>Dua versi</translation>
    </message>
    <message>
        <source>Signed paper</source>
        <translation>Surat bertanda tangan</translation>
    </message>
    <message>
        <source>Draft, kept {time}</source>
        <translation>Draf, tersimpan {time}</translation>
    </message>
    <message>
        <source>Withdrawn {time} by {name}: {reason}</source>
        <translation>Ditarik {time} oleh {name}: {reason}</translation>
    </message>
    <message>
        <source>Saved {time} by {name}</source>
        <translation>Disimpan {time} oleh {name}</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>versi {number}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Baca</translation>
    </message>
    <message>
        <source>New statement</source>
        <translation>Keterangan baru</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Selaraskan</translation>
    </message>
    <message>
        <source>Read back and sign</source>
        <translation>Bacakan dan tanda tangan</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>Withdraw ...</source>
        <translation>Tarik ...</translation>
    </message>
</context>
<context>
    <name>DrillBand</name>
    <message>
        <source>DRILL - nothing here is real. Papers are marked LATIHAN.</source>
        <translation>LATIHAN - semua di sini bukan data sungguhan. Surat bertanda LATIHAN.</translation>
    </message>
</context>
<context>
    <name>DrillCard</name>
    <message>
        <source>Drill</source>
        <translation>Latihan</translation>
    </message>
    <message>
        <source>Begin the drill anew</source>
        <translation>Ulangi latihan dari awal</translation>
    </message>
    <message>
        <source>{done} of {total} practised</source>
        <translation>{done} dari {total} sudah dilatih</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>Buka berkas</translation>
    </message>
    <message>
        <source>Fill in a form and save it</source>
        <translation>Isi formulir lalu simpan</translation>
    </message>
    <message>
        <source>Add a photo</source>
        <translation>Tambahkan foto</translation>
    </message>
    <message>
        <source>Take a statement, with a signature, and seal it</source>
        <translation>Ambil keterangan dengan tanda tangan, lalu segel</translation>
    </message>
    <message>
        <source>Sign a paper</source>
        <translation>Tanda tangani surat</translation>
    </message>
    <message>
        <source>Check a paper on the page Check</source>
        <translation>Periksa surat di halaman Periksa</translation>
    </message>
    <message>
        <source>Write a stick on the page Send</source>
        <translation>Tulis stik di halaman Kirim</translation>
    </message>
    <message>
        <source>done</source>
        <translation>selesai</translation>
    </message>
    <message>
        <source>still to do</source>
        <translation>belum</translation>
    </message>
</context>
<context>
    <name>DropPlace</name>
    <message>
        <source>Choose a paper ...</source>
        <translation>Pilih surat ...</translation>
    </message>
    <message>
        <source>Drop a PDF, a scan or a photo of a paper here, or choose it.</source>
        <translation>Jatuhkan PDF, hasil pindai, atau foto surat di sini, atau pilih filenya.</translation>
    </message>
</context>
<context>
    <name>EditionsMenu</name>
    <message>
        <source>Blank form ...</source>
        <translation>Formulir kosong ...</translation>
    </message>
    <message>
        <source>Word file to edit: {name}</source>
        <translation>File Word untuk disunting: {name}</translation>
    </message>
    <message>
        <source>Closed edition: {name}</source>
        <translation>Edisi tertutup: {name}</translation>
    </message>
    <message>
        <source>Open the closed edition of {time}: {form}</source>
        <translation>Buka edisi tertutup {time}: {form}</translation>
    </message>
    <message>
        <source>Save as file</source>
        <translation>Simpan sebagai file</translation>
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
    <name>EndDialog</name>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Left the office, stolen, lost ... It is kept and shown.</source>
        <translation>Berhenti, dicuri, hilang ... Alasan disimpan dan ditampilkan.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Alasan belum diisi.</translation>
    </message>
</context>
<context>
    <name>EventModel</name>
    <message>
        <source>When</source>
        <translation>Kapan</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Siapa</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Apa</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>versi {number}</translation>
    </message>
</context>
<context>
    <name>EvidenceGrid</name>
    <message>
        <source>Waiting ...</source>
        <translation>Menunggu ...</translation>
    </message>
</context>
<context>
    <name>ExhibitPanel</name>
    <message>
        <source>Two laptops described this evidence without knowing of each other.</source>
        <translation>Dua laptop menguraikan bukti ini tanpa saling mengetahui.</translation>
    </message>
    <message>
        <source>Choose which holds ...</source>
        <translation>Pilih yang berlaku ...</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>Save the original as ...</source>
        <translation>Simpan file asli ...</translation>
    </message>
    <message>
        <source>Withdraw ...</source>
        <translation>Tarik bukti ...</translation>
    </message>
    <message>
        <source>Destroy by order ...</source>
        <translation>Musnahkan atas perintah ...</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Tarik bukti</translation>
    </message>
    <message>
        <source>Why is it withdrawn?</source>
        <translation>Mengapa ditarik?</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>Place taken</source>
        <translation>Tempat pengambilan</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>Diambil oleh</translation>
    </message>
    <message>
        <source>Obtained from</source>
        <translation>Diperoleh dari</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Golongan</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Keterangan foto</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>Waktu pengambilan</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Diambil pada</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>What the file says</source>
        <translation>Keterangan dari file</translation>
    </message>
    <message>
        <source>Choose a photo or file to describe it.</source>
        <translation>Pilih foto atau file untuk diberi keterangan.</translation>
    </message>
    <message>
        <source>The file itself is kept as evidence, byte for byte.</source>
        <translation>File itu sendiri tetap disimpan utuh sebagai bukti.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Putar</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>none: an object</source>
        <translation>tidak ada: berupa barang</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Diambil</translation>
    </message>
    <message>
        <source>This picture came by chat: its time is unknown.</source>
        <translation>Gambar ini datang lewat chat: waktunya tidak diketahui.</translation>
    </message>
    <message>
        <source>the file does not say</source>
        <translation>tidak tercantum di file</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Jabatan</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipe</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Ditambahkan</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>File asli</translation>
    </message>
    <message>
        <source>Copy of</source>
        <translation>Salinan dari</translation>
    </message>
    <message>
        <source>Covered because</source>
        <translation>Ditutup karena</translation>
    </message>
</context>
<context>
    <name>ExhibitsState</name>
    <message>
        <source>Files are still being taken in.</source>
        <translation>File masih sedang dimasukkan.</translation>
    </message>
    <message>
        <source>Wait for the end, or stop it first.</source>
        <translation>Tunggu sampai selesai, atau hentikan dulu.</translation>
    </message>
</context>
<context>
    <name>ExhibitsView</name>
    <message>
        <source>Add files</source>
        <translation>Tambah file</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Tambah folder</translation>
    </message>
    <message>
        <source>From the phone</source>
        <translation>Dari ponsel</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Tempel</translation>
    </message>
    <message>
        <source>Object without a file</source>
        <translation>Barang tanpa file</translation>
    </message>
    <message>
        <source>Taking in</source>
        <translation>Memasukkan</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>File ini</translation>
    </message>
    <message>
        <source>{count} pieces of evidence</source>
        <translation>{count} bukti</translation>
    </message>
    <message>
        <source>pasted.png</source>
        <translation>tempelan.png</translation>
    </message>
    <message>
        <source>Looking ...</source>
        <translation>Memeriksa ...</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Dihentikan.</translation>
    </message>
    <message>
        <source>What was taken in before is kept.</source>
        <translation>Yang sudah dimasukkan tetap disimpan.</translation>
    </message>
    <message>
        <source>{count} files were not added.</source>
        <translation>{count} file tidak ditambahkan.</translation>
    </message>
    <message>
        <source>Save the original as ...</source>
        <translation>Simpan file asli ...</translation>
    </message>
    <message>
        <source>{file}
SHA-256 {digest} - the same as in the vault.</source>
        <translation>{file}
SHA-256 {digest} - sama dengan yang di brankas.</translation>
    </message>
    <message>
        <source>The original was saved, byte for byte.</source>
        <translation>File asli disimpan, persis sama.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Ekspor</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Buku kerja Excel</translation>
    </message>
    <message>
        <source>Tables for other programs (CSV)</source>
        <translation>Tabel untuk program lain (CSV)</translation>
    </message>
    <message>
        <source>Map (GeoJSON)</source>
        <translation>Peta (GeoJSON)</translation>
    </message>
    <message>
        <source>Everything, with originals and signatures</source>
        <translation>Semuanya, dengan file asli dan tanda tangan</translation>
    </message>
    <message>
        <source>Folder (new or empty)</source>
        <translation>Folder (baru atau kosong)</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Export {count} cases</source>
        <translation>Ekspor {count} berkas</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Sebagai</translation>
    </message>
    <message>
        <source>Sealed names are not in it: protected people stand under their code names.</source>
        <translation>Nama yang disegel tidak ada di dalamnya: orang yang dilindungi tampil dengan nama samarannya.</translation>
    </message>
    <message>
        <source>Sealed parts stay sealed. Whoever gets the folder can read everything else; hand it only to those who may.</source>
        <translation>Bagian yang disegel tetap tersegel. Penerima folder dapat membaca semua yang lain; serahkan hanya kepada yang berhak.</translation>
    </message>
    <message>
        <source>A list of hashes (SHA256SUMS) lies beside the files.</source>
        <translation>Daftar hash (SHA256SUMS) ada di samping file-filenya.</translation>
    </message>
</context>
<context>
    <name>FallenBack</name>
    <message>
        <source>Version {version} did not come up on this laptop, so the one before goes on.</source>
        <translation>Versi {version} tidak bisa dibuka di laptop ini, jadi versi sebelumnya dipakai lagi.</translation>
    </message>
    <message>
        <source>Nothing is lost. Tell your Bawaslu, and take the update again when they have a new one.</source>
        <translation>Tidak ada yang hilang. Beri tahu Bawaslu Anda, dan ambil pembaruan lagi setelah ada yang baru.</translation>
    </message>
</context>
<context>
    <name>FetchStrip</name>
    <message>
        <source>From the centre</source>
        <translation>Dari pusat</translation>
    </message>
    <message>
        <source>Saving the original</source>
        <translation>Menyimpan file asli</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>required</source>
        <translation>wajib</translation>
    </message>
    <message>
        <source>(check the rules)</source>
        <translation>(periksa ketentuan)</translation>
    </message>
    <message>
        <source>We have no confirmed source for this field; it is a default that the office may change.</source>
        <translation>Isian ini belum ada sumber pastinya; ini bawaan yang boleh diubah kantor.</translation>
    </message>
    <message>
        <source>from {form}</source>
        <translation>dari {form}</translation>
    </message>
    <message>
        <source>Both changed it: choose one.</source>
        <translation>Keduanya mengubah isian ini: pilih satu.</translation>
    </message>
    <message>
        <source>before: {text}</source>
        <translation>sebelumnya: {text}</translation>
    </message>
</context>
<context>
    <name>FillFormPage</name>
    <message>
        <source>New case</source>
        <translation>Berkas baru</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Belum disimpan</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>Withdraw ...</source>
        <translation>Tarik ...</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>Buang draf</translation>
    </message>
    <message>
        <source>Yes, discard</source>
        <translation>Ya, buang</translation>
    </message>
    <message>
        <source>Save and read back</source>
        <translation>Simpan dan bacakan</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Draft on a saved form</source>
        <translation>Mengubah formulir tersimpan</translation>
    </message>
    <message>
        <source>Draft of {time}</source>
        <translation>Draf {time}</translation>
    </message>
    <message>
        <source>Everything that is required is filled in.</source>
        <translation>Semua isian wajib sudah terisi.</translation>
    </message>
    <message>
        <source>Enter saves the form.</source>
        <translation>Enter menyimpan formulir.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> dan {count} lagi</translation>
    </message>
    <message>
        <source>The form was not saved: something is missing or wrong.</source>
        <translation>Formulir belum disimpan: ada yang kurang atau salah.</translation>
    </message>
    <message>
        <source>Kept automatically {time}</source>
        <translation>Tersimpan otomatis {time}</translation>
    </message>
    <message>
        <source>Version {version} of this form is here.</source>
        <translation>Versi {version} formulir ini sudah ada.</translation>
    </message>
    <message>
        <source>This draft stays on its own version until you move it.</source>
        <translation>Draf ini tetap pada versinya sampai Anda memindahkannya.</translation>
    </message>
    <message>
        <source>Move ...</source>
        <translation>Pindahkan ...</translation>
    </message>
</context>
<context>
    <name>FillFormState</name>
    <message>
        <source>This draft was saved or thrown away in another window.</source>
        <translation>Draf ini sudah disimpan atau dibuang di jendela lain.</translation>
    </message>
    <message>
        <source>Go back and open the form again.</source>
        <translation>Kembali, lalu buka formulirnya lagi.</translation>
    </message>
    <message>
        <source>A protected person can be recognised here: write the code name instead.</source>
        <translation>Orang yang dilindungi dapat dikenali di sini: tulis nama samarannya.</translation>
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
    <name>FirstStartPage</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>One moment ...</source>
        <translation>Sebentar ...</translation>
    </message>
    <message>
        <source>Stopped. Nothing was restored.</source>
        <translation>Dihentikan. Tidak ada yang dipulihkan.</translation>
    </message>
    <message>
        <source>The second copy is as it was; begin again at any time.</source>
        <translation>Salinan kedua tetap seperti semula; mulai lagi kapan saja.</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Simpan lembar pemulihan</translation>
    </message>
    <message>
        <source>The sheet was sent to the printer.</source>
        <translation>Lembar sudah dikirim ke pencetak.</translation>
    </message>
    <message>
        <source>Choose the folder of the vault</source>
        <translation>Pilih folder brankas</translation>
    </message>
</context>
<context>
    <name>FitDialog</name>
    <message>
        <source>Margins of this printer</source>
        <translation>Tepi cetak pencetak ini</translation>
    </message>
    <message>
        <source>Measure a printed page: its edges belong 25 mm from the paper&apos;s. What the printer misses is put right here.</source>
        <translation>Ukur satu halaman cetak: tepi isinya seharusnya 25 mm dari tepi kertas. Selisih pencetak diperbaiki di sini.</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>Geser ke kanan</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Geser ke bawah</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
</context>
<context>
    <name>FoldersCard</name>
    <message>
        <source>Folders that are looked into</source>
        <translation>Folder yang dipantau</translation>
    </message>
    <message>
        <source>New photos</source>
        <translation>Foto baru</translation>
    </message>
    <message>
        <source>Folder for photos ...</source>
        <translation>Folder foto ...</translation>
    </message>
    <message>
        <source>New scans</source>
        <translation>Pindaian baru</translation>
    </message>
    <message>
        <source>Folder of the scanner ...</source>
        <translation>Folder pemindai ...</translation>
    </message>
    <message>
        <source>Do not look</source>
        <translation>Jangan pantau</translation>
    </message>
    <message>
        <source>Home offers what is new there. Nothing in the folder is moved or deleted; half-written files are waited for.</source>
        <translation>Beranda menawarkan yang baru di sana. Isi folder tidak dipindah atau dihapus; file yang belum selesai ditulis ditunggu.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tidak ada</translation>
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
    <name>FormWordingPage</name>
    <message>
        <source>Words of the official papers</source>
        <translation>Bunyi surat resmi</translation>
    </message>
    <message>
        <source>Codes, titles and sentences as your office prints them</source>
        <translation>Kode, judul, dan kalimat yang dicetak kantor Anda</translation>
    </message>
    <message>
        <source>Take new versions from the centre ...</source>
        <translation>Ambil versi baru dari pusat ...</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>What you entered here is not kept yet.</source>
        <translation>Yang Anda isi di sini belum tersimpan.</translation>
    </message>
    <message>
        <source>Save it first, or go back without it.</source>
        <translation>Simpan dahulu, atau kembali tanpa menyimpannya.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kode</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Judul</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Tanda</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Pembukaan</translation>
    </message>
    <message>
        <source>Sentence {number}</source>
        <translation>Kalimat {number}</translation>
    </message>
    <message>
        <source>Not confirmed; printed only when you set it. Check the rules. Perhaps: {code}</source>
        <translation>Belum pasti; dicetak hanya bila Anda isi. Periksa ketentuan. Mungkin: {code}</translation>
    </message>
    <message>
        <source>Not confirmed: check the rules. Places in braces are filled from the form.</source>
        <translation>Belum pasti: periksa ketentuan. Tempat dalam kurung kurawal diisi dari formulir.</translation>
    </message>
    <message>
        <source>Pack of forms or rules, signed by the centre</source>
        <translation>Paket formulir atau aturan, ditandatangani pusat</translation>
    </message>
    <message>
        <source>rules of {version}</source>
        <translation>aturan {version}</translation>
    </message>
    <message>
        <source>Drafts stay on their version until they are moved; what was saved stays readable.</source>
        <translation>Draf tetap pada versinya sampai dipindahkan; yang sudah disimpan tetap dapat dibaca.</translation>
    </message>
    <message>
        <source>These versions were here already: {forms}</source>
        <translation>Versi ini sudah ada: {forms}</translation>
    </message>
    <message>
        <source>New versions: {forms}</source>
        <translation>Versi baru: {forms}</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>Tersimpan.</translation>
    </message>
    <message>
        <source>Papers made from now on have these words.</source>
        <translation>Surat yang dibuat mulai sekarang memakai bunyi ini.</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>Not these: do not offer them again</source>
        <translation>Bukan ini: jangan tawarkan lagi</translation>
    </message>
    <message>
        <source>{count} more are still being written</source>
        <translation>{count} lagi masih ditulis</translation>
    </message>
</context>
<context>
    <name>FoundRows</name>
    <message>
        <source>{count} new files in {folder}</source>
        <translation>{count} file baru di {folder}</translation>
    </message>
    <message>
        <source>Take into which case?</source>
        <translation>Masukkan ke berkas mana?</translation>
    </message>
    <message>
        <source>{count} new scans in {folder}</source>
        <translation>{count} pindaian baru di {folder}</translation>
    </message>
    <message>
        <source>Match them with their papers</source>
        <translation>Cocokkan dengan suratnya</translation>
    </message>
</context>
<context>
    <name>GalleryPage</name>
    <message>
        <source>Search caption, place, date, camera ... (Ctrl+F)</source>
        <translation>Cari keterangan, tempat, tanggal, kamera ... (Ctrl+F)</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>With a position</source>
        <translation>Dengan posisi</translation>
    </message>
    <message>
        <source>Time unknown</source>
        <translation>Waktu tidak diketahui</translation>
    </message>
    <message>
        <source>Same file twice</source>
        <translation>File sama dua kali</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Tampak serupa</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Peta</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Berdampingan</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Membandingkan</translation>
    </message>
    <message>
        <source>Which evidence</source>
        <translation>Bukti yang mana</translation>
    </message>
    <message>
        <source>Choose two pictures with Ctrl, then press this</source>
        <translation>Pilih dua gambar dengan Ctrl, lalu tekan ini</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Bukti</translation>
    </message>
    <message>
        <source>No evidence yet</source>
        <translation>Belum ada bukti</translation>
    </message>
    <message>
        <source>Photos and files are added on the page of their case.</source>
        <translation>Foto dan file ditambahkan di halaman berkasnya.</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>Tidak ada yang cocok</translation>
    </message>
    <message>
        <source>Try fewer letters or another word, or show everything.</source>
        <translation>Coba huruf lebih sedikit atau kata lain, atau tampilkan semua.</translation>
    </message>
    <message>
        <source>No file is here twice</source>
        <translation>Tidak ada file yang sama dua kali</translation>
    </message>
    <message>
        <source>Each was compared with all others by its hash.</source>
        <translation>Setiap file dibandingkan dengan semua yang lain menurut hash-nya.</translation>
    </message>
    <message>
        <source>No two pictures look alike</source>
        <translation>Tidak ada foto yang tampak serupa</translation>
    </message>
    <message>
        <source>Pictures that were cut or made smaller would stand here.</source>
        <translation>Foto yang dipotong atau diperkecil akan tampil di sini.</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} dari {total}</translation>
    </message>
    <message>
        <source>{total} pieces of evidence</source>
        <translation>{total} bukti</translation>
    </message>
    <message>
        <source>Group {number}: {count} times</source>
        <translation>Kelompok {number}: {count} kali</translation>
    </message>
    <message>
        <source>Group {number}: {count} pictures</source>
        <translation>Kelompok {number}: {count} gambar</translation>
    </message>
    <message>
        <source>time unknown</source>
        <translation>waktu tidak diketahui</translation>
    </message>
    <message>
        <source>These two cannot be laid side by side.</source>
        <translation>Keduanya tidak dapat disandingkan.</translation>
    </message>
    <message>
        <source>Only pictures can.</source>
        <translation>Hanya gambar yang bisa.</translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>View</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka berkas</translation>
    </message>
    <message>
        <source>The same file is also in: {cases}</source>
        <translation>File yang sama juga ada di: {cases}</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Diambil pada</translation>
    </message>
    <message>
        <source>By the camera</source>
        <translation>Menurut kamera</translation>
    </message>
    <message>
        <source>Place taken</source>
        <translation>Tempat diambil</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posisi</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>Diambil oleh</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Obtained</source>
        <translation>Diperoleh</translation>
    </message>
    <message>
        <source>Obtained from</source>
        <translation>Diperoleh dari</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Putar</translation>
    </message>
    <message>
        <source>This picture came by chat: its time is unknown.</source>
        <translation>Gambar ini datang lewat aplikasi pesan: waktunya tidak diketahui.</translation>
    </message>
    <message>
        <source>When it was taken is unknown. Ask who took it, and note it in the case.</source>
        <translation>Kapan diambil tidak diketahui. Tanyakan kepada pengambilnya, lalu catat di berkas.</translation>
    </message>
</context>
<context>
    <name>HandInCard</name>
    <message>
        <source>Evening station</source>
        <translation>Stasiun malam</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>Serahkan</translation>
    </message>
    <message>
        <source>Be the evening station ...</source>
        <translation>Jadi stasiun malam ...</translation>
    </message>
    <message>
        <source>Which station</source>
        <translation>Stasiun yang mana</translation>
    </message>
    <message>
        <source>Address of the station</source>
        <translation>Alamat stasiun</translation>
    </message>
    <message>
        <source>As on its screen, like 192.168.1.20:8741; the code may stand behind it.</source>
        <translation>Seperti di layarnya, misalnya 192.168.1.20:8741; kodenya boleh ditulis di belakangnya.</translation>
    </message>
    <message>
        <source>Code of the station</source>
        <translation>Kode stasiun</translation>
    </message>
    <message>
        <source>15 characters, as on its screen; spaces and dashes do not matter.</source>
        <translation>15 karakter, seperti di layarnya; spasi dan tanda hubung tidak berpengaruh.</translation>
    </message>
    <message>
        <source>Packing</source>
        <translation>Mengemas</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Menyalin</translation>
    </message>
    <message>
        <source>Another laptop of the same Wi-Fi collects for all and carries everything to the centre. It is sealed: only this office and the centre can read it. Copied to the evening station is not yet Received: the receipt of the centre comes back the same way.</source>
        <translation>Satu laptop di Wi-Fi yang sama mengumpulkan dari semua dan membawanya ke pusat. Isinya tersegel: hanya kantor ini dan pusat yang dapat membacanya. Tersalin ke stasiun malam belum berarti Diterima: tanda terima pusat kembali lewat jalan yang sama.</translation>
    </message>
    <message>
        <source>Type the code that stands on the screen of the station.</source>
        <translation>Ketik kode yang tertulis di layar stasiun.</translation>
    </message>
    <message>
        <source>Last handed in at {name}, {at}.</source>
        <translation>Terakhir menyerahkan di {name}, {at}.</translation>
    </message>
    <message>
        <source>Choose the one whose name stands on the screen there, then Hand in.</source>
        <translation>Pilih yang namanya tertulis di layar stasiun, lalu tekan Serahkan.</translation>
    </message>
    <message>
        <source>More than one evening station is on this network.</source>
        <translation>Ada lebih dari satu stasiun malam di jaringan ini.</translation>
    </message>
    <message>
        <source>Is the station open, and on the same Wi-Fi? Some networks let nobody be found: then type its address.</source>
        <translation>Apakah stasiunnya terbuka dan di Wi-Fi yang sama? Sebagian jaringan tidak mengizinkan pencarian: ketik saja alamatnya.</translation>
    </message>
    <message>
        <source>No evening station was found.</source>
        <translation>Tidak ada stasiun malam yang ditemukan.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Copied: {documents} documents, {photos} photos ({size}). Receipts of the centre that came back: {receipts}.</source>
        <translation>Tersalin: {documents} dokumen, {photos} foto ({size}). Tanda terima pusat yang kembali: {receipts}.</translation>
    </message>
    <message>
        <source>From colleagues came {records} records, {files} files.</source>
        <translation>Dari rekan masuk {records} catatan, {files} file.</translation>
    </message>
    <message>
        <source>Copied to the evening station {name}.</source>
        <translation>Tersalin ke stasiun malam {name}.</translation>
    </message>
    <message>
        <source>{count} files are still here: there is too little room on this laptop, or they cannot be read.</source>
        <translation>{count} file masih di sini: ruang di laptop ini kurang, atau filenya tidak terbaca.</translation>
    </message>
    <message>
        <source>The centre is not known to this laptop yet (enrol once): only this office can open what was copied.</source>
        <translation>Pusat belum dikenal laptop ini (daftarkan satu kali): hanya kantor ini yang dapat membuka yang tersalin.</translation>
    </message>
    <message>
        <source>The clocks of this laptop and of the station are {count} minutes apart: see which one is right.</source>
        <translation>Jam laptop ini dan jam stasiun berselisih {count} menit: periksa mana yang benar.</translation>
    </message>
    <message>
        <source>It had everything already.</source>
        <translation>Semuanya sudah ada di sana.</translation>
    </message>
    <message>
        <source>The centre&apos;s receipts came back.</source>
        <translation>Tanda terima pusat sudah kembali.</translation>
    </message>
    <message>
        <source>Nothing waits for the evening station.</source>
        <translation>Tidak ada yang menunggu untuk stasiun malam.</translation>
    </message>
    <message>
        <source>Received follows once the station has sent it to the centre; hand in again to fetch it.</source>
        <translation>Diterima menyusul setelah stasiun mengirimnya ke pusat; serahkan lagi untuk mengambil tanda terimanya.</translation>
    </message>
    <message>
        <source>First time at the station {name}.</source>
        <translation>Pertama kali di stasiun {name}.</translation>
    </message>
    <message>
        <source>Type the code on its screen, then Hand in. Later it is known by its key.</source>
        <translation>Ketik kode di layarnya, lalu tekan Serahkan. Selanjutnya stasiun dikenali dari kuncinya.</translation>
    </message>
    <message>
        <source>Stopped. What was copied stays copied; the next time it goes on at the same place.</source>
        <translation>Dihentikan. Yang sudah tersalin tetap tersalin; berikutnya dilanjutkan dari tempat yang sama.</translation>
    </message>
    <message>
        <source>Not finished. What was copied stays copied; the next time it goes on at the same place.</source>
        <translation>Belum selesai. Yang sudah tersalin tetap tersalin; berikutnya dilanjutkan dari tempat yang sama.</translation>
    </message>
    <message>
        <source>Looking ...</source>
        <translation>Mencari ...</translation>
    </message>
</context>
<context>
    <name>HeardCard</name>
    <message>
        <source>Not handed in today</source>
        <translation>Belum menyerahkan hari ini</translation>
    </message>
    <message>
        <source>Evening station ...</source>
        <translation>Stasiun malam ...</translation>
    </message>
    <message>
        <source>Nothing of the {count} that belong here has come to this laptop yet. It comes with Send and fetch, on a stick, or at an evening station.</source>
        <translation>Dari {count} yang ditunggu belum ada yang sampai ke laptop ini. Datanya datang lewat Kirim dan ambil, stik, atau stasiun malam.</translation>
    </message>
    <message>
        <source>All {count} have handed in today.</source>
        <translation>Semua {count} sudah menyerahkan hari ini.</translation>
    </message>
    <message>
        <source>{today} of {count} have handed in today, {week} this week.</source>
        <translation>{today} dari {count} sudah menyerahkan hari ini, {week} minggu ini.</translation>
    </message>
    <message>
        <source>As this laptop knows it: its last exchange with the centre was on {time}.</source>
        <translation>Menurut yang diketahui laptop ini: pertukaran terakhir dengan pusat {time}.</translation>
    </message>
    <message>
        <source>As this laptop knows it: it has never exchanged with the centre.</source>
        <translation>Menurut yang diketahui laptop ini: belum pernah bertukar dengan pusat.</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>Tampilkan semua {count}</translation>
    </message>
    <message>
        <source>{laptop} (this office)</source>
        <translation>{laptop} (kantor ini)</translation>
    </message>
    <message>
        <source>Never yet</source>
        <translation>Belum pernah</translation>
    </message>
</context>
<context>
    <name>HearingDialog</name>
    <message>
        <source>Invitation to a clarification</source>
        <translation>Undangan klarifikasi</translation>
    </message>
    <message>
        <source>At least a day before, twice at most.</source>
        <translation>Paling lambat sehari sebelumnya, paling banyak dua kali.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>Handed over on</source>
        <translation>Disampaikan pada</translation>
    </message>
    <message>
        <source>Clarification on</source>
        <translation>Hari klarifikasi</translation>
    </message>
    <message>
        <source>There is no such day.</source>
        <translation>Tidak ada hari seperti itu.</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Guide</source>
        <translation>Panduan</translation>
    </message>
    <message>
        <source>Search the guide ...</source>
        <translation>Cari di panduan ...</translation>
    </message>
    <message>
        <source>No chapter holds these words.</source>
        <translation>Tidak ada bab yang memuat kata itu.</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Bab</translation>
    </message>
    <message>
        <source>Print the start card</source>
        <translation>Cetak kartu mulai</translation>
    </message>
    <message>
        <source>Print the keys</source>
        <translation>Cetak daftar tombol</translation>
    </message>
    <message>
        <source>Keys of Bukti</source>
        <translation>Tombol Bukti</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tombol papan ketik</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>First version</source>
        <translation>Versi pertama</translation>
    </message>
    <message>
        <source>Changed fields: {count}</source>
        <translation>Isian yang berubah: {count}</translation>
    </message>
    <message>
        <source>before: {text}</source>
        <translation>semula: {text}</translation>
    </message>
    <message>
        <source>now: {text}</source>
        <translation>menjadi: {text}</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>Alasan: {reason}</translation>
    </message>
    <message>
        <source>Record {id}</source>
        <translation>Catatan {id}</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>New</source>
        <translation>Baru</translation>
    </message>
    <message>
        <source>Form A</source>
        <translation>Formulir Model A</translation>
    </message>
    <message>
        <source>Something seen on duty</source>
        <translation>Yang terlihat saat bertugas</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Laporan</translation>
    </message>
    <message>
        <source>Somebody brings it to the desk</source>
        <translation>Disampaikan orang di meja penerimaan</translation>
    </message>
    <message>
        <source>Copy my last Form A</source>
        <translation>Salin Formulir A terakhir saya</translation>
    </message>
    <message>
        <source>Same task and place; Ctrl+Shift+A</source>
        <translation>Tugas dan tempat yang sama; Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Laporan nihil</translation>
    </message>
    <message>
        <source>Form A without a breach; Ctrl+Shift+N</source>
        <translation>Formulir A tanpa dugaan pelanggaran; Ctrl+Shift+N</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Tambah foto</translation>
    </message>
    <message>
        <source>To a case that is there already</source>
        <translation>Ke berkas yang sudah ada</translation>
    </message>
    <message>
        <source>From the phone</source>
        <translation>Dari ponsel</translation>
    </message>
    <message>
        <source>Its camera reads a code here</source>
        <translation>Kameranya membaca kode di sini</translation>
    </message>
    <message>
        <source>Scan signed papers</source>
        <translation>Pindai surat bertanda tangan</translation>
    </message>
    <message>
        <source>Each page finds its paper by its code; Ctrl+Shift+S</source>
        <translation>Suratnya ditemukan lewat kode; Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Langkah pertama</translation>
    </message>
    <message>
        <source>Not finished yet</source>
        <translation>Belum selesai</translation>
    </message>
    <message>
        <source>Due today and tomorrow</source>
        <translation>Tenggat hari ini dan besok</translation>
    </message>
    <message>
        <source>To be settled</source>
        <translation>Perlu diselesaikan</translation>
    </message>
    <message>
        <source>Changed lately</source>
        <translation>Terakhir berubah</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>Menunggu dikirim</translation>
    </message>
    <message>
        <source>Send ...</source>
        <translation>Kirim ...</translation>
    </message>
    <message>
        <source>Write down what happened</source>
        <translation>Catat apa yang terjadi</translation>
    </message>
    <message>
        <source>Form A for what you saw on duty, Report for what somebody tells you.</source>
        <translation>Formulir Model A untuk yang Anda lihat saat bertugas, Laporan untuk yang disampaikan orang.</translation>
    </message>
    <message>
        <source>Add photos and statements</source>
        <translation>Tambahkan foto dan keterangan</translation>
    </message>
    <message>
        <source>The original is kept untouched; a witness can stay protected.</source>
        <translation>File asli tetap utuh; saksi dapat dilindungi.</translation>
    </message>
    <message>
        <source>Sign and print</source>
        <translation>Tanda tangani dan cetak</translation>
    </message>
    <message>
        <source>The paper is signed in your name. Your passphrase is asked each time.</source>
        <translation>Surat ditandatangani atas nama Anda. Frasa sandi diminta setiap kali.</translation>
    </message>
    <message>
        <source>Send when there is a line</source>
        <translation>Kirim bila ada sambungan</translation>
    </message>
    <message>
        <source>Everything works without internet; the centre signs for what it received.</source>
        <translation>Semua berjalan tanpa internet; pusat menandatangani apa yang diterimanya.</translation>
    </message>
    <message>
        <source>Welcome, {name}</source>
        <translation>Selamat datang, {name}</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Beranda</translation>
    </message>
    <message>
        <source>{count} pages wait to be matched</source>
        <translation>{count} halaman menunggu dicocokkan</translation>
    </message>
    <message>
        <source>Nobody has confirmed the recovery sheet.</source>
        <translation>Lembar pemulihan belum dipastikan ada.</translation>
    </message>
    <message>
        <source>If the passphrases are forgotten, only the sheet opens the data again. Make a new one in Settings.</source>
        <translation>Bila frasa sandi terlupa, hanya lembar itu yang membuka data kembali. Buat lembar baru di Setelan.</translation>
    </message>
    <message>
        <source>To Settings</source>
        <translation>Ke Setelan</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} lagi</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Tidak ada tenggat.</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Tidak ada yang menunggu.</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Berkas baru</translation>
    </message>
    <message>
        <source>Case without a title</source>
        <translation>Berkas tanpa judul</translation>
    </message>
</context>
<context>
    <name>HowForm</name>
    <message>
        <source>How</source>
        <translation>Cara mencetak</translation>
    </message>
    <message>
        <source>A cover sheet for each set</source>
        <translation>Lembar sampul untuk tiap rangkap</translation>
    </message>
    <message>
        <source>By case</source>
        <translation>Menurut berkas</translation>
    </message>
    <message>
        <source>By form</source>
        <translation>Menurut formulir</translation>
    </message>
    <message>
        <source>Make and sign them now</source>
        <translation>Buat dan tanda tangani sekarang</translation>
    </message>
    <message>
        <source>Print them to be signed with a pen</source>
        <translation>Cetak untuk ditandatangani dengan pena</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>Tidak ikut dicetak</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>Rangkap</translation>
    </message>
    <message>
        <source>Copies in a set</source>
        <translation>Lembar dalam satu rangkap</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Urutan</translation>
    </message>
    <message>
        <source>Papers without a signature</source>
        <translation>Surat yang belum ditandatangani</translation>
    </message>
</context>
<context>
    <name>HubPage</name>
    <message>
        <source>Open the evening station</source>
        <translation>Buka stasiun malam</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Layar penuh</translation>
    </message>
    <message>
        <source>Evening station</source>
        <translation>Stasiun malam</translation>
    </message>
    <message>
        <source>Address and code of this station as a QR code</source>
        <translation>Alamat dan kode stasiun ini sebagai kode QR</translation>
    </message>
    <message>
        <source>Code of this station</source>
        <translation>Kode stasiun ini</translation>
    </message>
    <message>
        <source>Each laptop types it once. It proves that nobody else answers in its place.</source>
        <translation>Setiap laptop mengetiknya satu kali. Kode ini membuktikan bahwa tidak ada pihak lain yang menjawab sebagai gantinya.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Other laptops on the same Wi-Fi copy their sealed parcels here. This laptop cannot read those of other offices; it carries them to the centre with its next Send and fetch. While the station is open, the window does not lock by itself.</source>
        <translation>Laptop lain di Wi-Fi yang sama menyalin parsel tersegelnya ke sini. Laptop ini tidak dapat membaca parsel kantor lain; parsel itu dibawa ke pusat saat Kirim dan ambil berikutnya. Selama stasiun terbuka, jendela tidak mengunci sendiri.</translation>
    </message>
    <message>
        <source>Close the station</source>
        <translation>Tutup stasiun</translation>
    </message>
    <message>
        <source>Laptops on this network find it by themselves.</source>
        <translation>Laptop di jaringan ini menemukannya sendiri.</translation>
    </message>
    <message>
        <source>This network does not let it be found: others type the address.</source>
        <translation>Jaringan ini tidak mengizinkan pencarian: laptop lain mengetik alamatnya.</translation>
    </message>
    <message>
        <source>What was handed in is kept. Make room on this laptop; the others go on by themselves.</source>
        <translation>Yang sudah diserahkan tetap tersimpan. Kosongkan ruang di laptop ini; yang lain melanjutkan sendiri.</translation>
    </message>
    <message>
        <source>The disk of this laptop is full: nothing more is taken.</source>
        <translation>Penyimpanan laptop ini penuh: tidak ada lagi yang diterima.</translation>
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
    <name>InsertDialog</name>
    <message>
        <source>The signature is looked at before anything is kept: it must fit this prepared file and verify.</source>
        <translation>Tanda tangan diperiksa sebelum disimpan: harus cocok dengan file siap ini dan lolos pemeriksaan.</translation>
    </message>
    <message>
        <source>Put in a signature from outside</source>
        <translation>Sisipkan tanda tangan dari luar</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Sisipkan</translation>
    </message>
    <message>
        <source>Prepared file (.prepared.pdf)</source>
        <translation>File siap (.prepared.pdf)</translation>
    </message>
    <message>
        <source>Signature that came back (.p7s, .p7m, .der)</source>
        <translation>Tanda tangan yang kembali (.p7s, .p7m, .der)</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Choose the file.</source>
        <translation>Pilih filenya.</translation>
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
    <name>JoinStep</name>
    <message>
        <source>Who are you?</source>
        <translation>Siapa Anda?</translation>
    </message>
    <message>
        <source>Choose yourself from the roster and type your own passphrase.</source>
        <translation>Pilih diri Anda dari daftar petugas, lalu ketik frasa sandi Anda sendiri.</translation>
    </message>
    <message>
        <source>Type your name ...</source>
        <translation>Ketik nama Anda ...</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>Join the office</source>
        <translation>Bergabung</translation>
    </message>
    <message>
        <source>Choose yourself from the list.</source>
        <translation>Pilih diri Anda dari daftar.</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Next or previous field</source>
        <translation>Isian berikutnya atau sebelumnya</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>Cari di halaman ini</translation>
    </message>
    <message>
        <source>Print what this page shows</source>
        <translation>Cetak yang tampil di halaman ini</translation>
    </message>
    <message>
        <source>Sign; on the page Numbers: give numbers</source>
        <translation>Menandatangani; di halaman Nomor: memberi nomor</translation>
    </message>
    <message>
        <source>Add photos to a case, or a whole folder</source>
        <translation>Menambah foto ke berkas, atau satu folder</translation>
    </message>
    <message>
        <source>The parts of a case</source>
        <translation>Bagian-bagian berkas</translation>
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
        <source>Back, or close a dialog</source>
        <translation>Kembali, atau tutup dialog</translation>
    </message>
    <message>
        <source>This guide</source>
        <translation>Panduan ini</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tombol papan ketik</translation>
    </message>
</context>
<context>
    <name>Lanes</name>
    <message>
        <source>Forms and decisions</source>
        <translation>Formulir dan keputusan</translation>
    </message>
    <message>
        <source>Signed papers</source>
        <translation>Surat bertanda tangan</translation>
    </message>
    <message>
        <source>Photos, small copies</source>
        <translation>Foto, salinan kecil</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>File asli</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>What you entered here is not kept yet.</source>
        <translation>Yang Anda isi di sini belum tersimpan.</translation>
    </message>
    <message>
        <source>Esc stays here, to keep it. Enter leaves without it.</source>
        <translation>Esc tetap di sini, agar bisa disimpan. Enter keluar tanpa menyimpannya.</translation>
    </message>
    <message>
        <source>Leave without it</source>
        <translation>Keluar tanpa menyimpan</translation>
    </message>
</context>
<context>
    <name>LetterheadPage</name>
    <message>
        <source>Letterhead and paper</source>
        <translation>Kepala surat dan kertas</translation>
    </message>
    <message>
        <source>The same on all laptops of the office</source>
        <translation>Sama di semua laptop kantor</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Use the usual lines (check the rules)</source>
        <translation>Pakai baris yang lazim (periksa ketentuan)</translation>
    </message>
    <message>
        <source>Load a logo ...</source>
        <translation>Muat logo ...</translation>
    </message>
    <message>
        <source>Without a logo</source>
        <translation>Tanpa logo</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>seperti biasa</translation>
    </message>
    <message>
        <source>The office, as it is printed</source>
        <translation>Kantor seperti yang dicetak</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Size of the paper</source>
        <translation>Ukuran kertas</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Pratinjau</translation>
    </message>
    <message>
        <source>Name lines, in capitals on paper</source>
        <translation>Baris nama, di kertas dengan huruf besar</translation>
    </message>
    <message>
        <source>One to five lines; the last is the office itself.</source>
        <translation>Satu sampai lima baris; yang terakhir kantor itu sendiri.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Surel</translation>
    </message>
    <message>
        <source>City before the date</source>
        <translation>Kota di depan tanggal</translation>
    </message>
    <message>
        <source>PNG or JPEG, at most 10 MB. It is printed at the left of the letterhead.</source>
        <translation>PNG atau JPEG, paling besar 10 MB. Dicetak di kiri kepala surat.</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>Ukuran biasa</translation>
    </message>
    <message>
        <source>Logo of the office</source>
        <translation>Logo kantor</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>Tidak ada logo</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Gambar (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>Disimpan.</translation>
    </message>
    <message>
        <source>Papers made from now on have it, on every laptop after the next exchange.</source>
        <translation>Surat yang dibuat mulai sekarang memakainya; di laptop lain setelah pertukaran berikutnya.</translation>
    </message>
</context>
<context>
    <name>ListViews</name>
    <message>
        <source>View</source>
        <translation>Tampilan</translation>
    </message>
    <message>
        <source>Words: {words}</source>
        <translation>Kata: {words}</translation>
    </message>
    <message>
        <source>Status: {status}</source>
        <translation>Status: {status}</translation>
    </message>
    <message>
        <source>Sorted by: {column}</source>
        <translation>Diurutkan menurut: {column}</translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation>{count} kolom</translation>
    </message>
    <message>
        <source>The view {name} was saved.</source>
        <translation>Tampilan {name} disimpan.</translation>
    </message>
    <message>
        <source>Ctrl+T and its digit show it.</source>
        <translation>Ctrl+T lalu angkanya menampilkannya.</translation>
    </message>
    <message>
        <source>The view {name} was forgotten.</source>
        <translation>Tampilan {name} dilupakan.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
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
    <name>MannerPanel</name>
    <message>
        <source>My key</source>
        <translation>Kunci saya</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>File sertifikat</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Outside provider</source>
        <translation>Penyedia luar</translation>
    </message>
    <message>
        <source>Certificate file (.p12, .pfx)</source>
        <translation>File sertifikat (.p12, .pfx)</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Passphrase of the certificate file</source>
        <translation>Frasa sandi file sertifikat</translation>
    </message>
    <message>
        <source>The name on the certificate is the same person</source>
        <translation>Nama pada sertifikat adalah orang yang sama</translation>
    </message>
    <message>
        <source>Show my drawn signature in the block</source>
        <translation>Tampilkan gambar tanda tangan saya di kolom tanda tangan</translation>
    </message>
    <message>
        <source>Your drawn signature</source>
        <translation>Gambar tanda tangan Anda</translation>
    </message>
    <message>
        <source>Keep it for the next time, sealed to me</source>
        <translation>Simpan untuk lain kali, tersegel untuk saya</translation>
    </message>
    <message>
        <source>Draw anew</source>
        <translation>Gambar ulang</translation>
    </message>
    <message>
        <source>Sign with</source>
        <translation>Tanda tangani dengan</translation>
    </message>
    <message>
        <source>Choose the certificate file.</source>
        <translation>Pilih file sertifikat.</translation>
    </message>
    <message>
        <source>Your own key in this vault, by your passphrase.</source>
        <translation>Kunci Anda sendiri di brankas ini, dengan frasa sandi Anda.</translation>
    </message>
    <message>
        <source>The key in a certificate file. Nothing of the file is kept here.</source>
        <translation>Kunci di file sertifikat. Isi file tidak disimpan di sini.</translation>
    </message>
    <message>
        <source>The key on a smart card or stick; it never leaves it.</source>
        <translation>Kunci pada kartu atau stik; kunci tidak pernah keluar darinya.</translation>
    </message>
    <message>
        <source>The paper is prepared and its digest goes to the provider. What he sends back is put in later.</source>
        <translation>Surat disiapkan dan sidiknya dikirim ke penyedia. Jawabannya disisipkan kemudian.</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>Map</source>
        <translation>Peta</translation>
    </message>
    <message>
        <source>{number}° N</source>
        <translation>{number}° LU</translation>
    </message>
    <message>
        <source>{number}° S</source>
        <translation>{number}° LS</translation>
    </message>
    <message>
        <source>{number}° E</source>
        <translation>{number}° BT</translation>
    </message>
    <message>
        <source>{number}° W</source>
        <translation>{number}° BB</translation>
    </message>
    <message>
        <source>N</source>
        <translation>U</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Peta</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Lebih kecil</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Lebih besar</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tampilkan semua</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka berkas</translation>
    </message>
    <message>
        <source>Points of the map</source>
        <translation>Titik di peta</translation>
    </message>
    <message>
        <source>A photo comes onto the map when its file tells the position. Phones note it when location is switched on for the camera.</source>
        <translation>Foto tampil di peta bila filenya memuat posisi. Ponsel mencatatnya bila lokasi dinyalakan untuk kamera.</translation>
    </message>
    <message>
        <source>No place is known yet</source>
        <translation>Belum ada tempat yang diketahui</translation>
    </message>
    <message>
        <source>{count} points</source>
        <translation>{count} titik</translation>
    </message>
    <message>
        <source>{count} cases have no place on the map.</source>
        <translation>{count} berkas belum punya tempat di peta.</translation>
    </message>
    <message>
        <source>Diamond: the place is that of other photos from the same village.</source>
        <translation>Belah ketupat: tempatnya diambil dari foto lain di desa yang sama.</translation>
    </message>
</context>
<context>
    <name>MarkCanvas</name>
    <message>
        <source>Picture to be marked</source>
        <translation>Gambar yang akan ditandai</translation>
    </message>
</context>
<context>
    <name>MarkPage</name>
    <message>
        <source>Mark a copy of {number}</source>
        <translation>Tandai salinan {number}</translation>
    </message>
    <message>
        <source>The original stays as it is.</source>
        <translation>Aslinya tetap seperti semula.</translation>
    </message>
    <message>
        <source>Keep the copy</source>
        <translation>Simpan salinan</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Urungkan</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Kotak</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Panah</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Kata</translation>
    </message>
    <message>
        <source>Why is it covered? (needed)</source>
        <translation>Mengapa ditutup? (wajib)</translation>
    </message>
    <message>
        <source>What does it show? (may stay empty)</source>
        <translation>Apa yang ditunjukkan? (boleh kosong)</translation>
    </message>
    <message>
        <source>Ordinary papers print this copy in the place of the original; the closed edition prints the original.</source>
        <translation>Surat biasa mencetak salinan ini sebagai ganti aslinya; edisi tertutup mencetak aslinya.</translation>
    </message>
    <message>
        <source>Draw with the mouse; or Enter puts a mark, arrows move it, Shift with arrows sizes it, Delete takes it away.</source>
        <translation>Gambar dengan tetikus; atau Enter meletakkan tanda, tombol panah memindahkannya, Shift dan panah mengubah ukurannya, Delete menghapusnya.</translation>
    </message>
</context>
<context>
    <name>MarkWordsDialog</name>
    <message>
        <source>Words on the picture</source>
        <translation>Kata-kata di gambar</translation>
    </message>
    <message>
        <source>Short words</source>
        <translation>Kata-kata singkat</translation>
    </message>
    <message>
        <source>Put them there</source>
        <translation>Taruh</translation>
    </message>
    <message>
        <source>The words are missing.</source>
        <translation>Kata-katanya belum diisi.</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>To laptop</source>
        <translation>Ke laptop</translation>
    </message>
    <message>
        <source>The code is the beginning of its fingerprint.</source>
        <translation>Kode itu adalah awal sidik jarinya.</translation>
    </message>
    <message>
        <source>Sign and record</source>
        <translation>Tanda tangani dan catat</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Catat</translation>
    </message>
    <message>
        <source>To status: {status}</source>
        <translation>Menjadi: {status}</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>Dilakukan pada</translation>
    </message>
    <message>
        <source>Recorded with your name.</source>
        <translation>Dicatat dengan nama Anda.</translation>
    </message>
    <message>
        <source>Something speaks against it: say why you go on. It is recorded.</source>
        <translation>Ada yang tidak sesuai: sebutkan alasan melanjutkan. Alasan itu dicatat.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Note (may stay empty)</source>
        <translation>Catatan (boleh kosong)</translation>
    </message>
    <message>
        <source>There is no such day.</source>
        <translation>Tidak ada hari seperti itu.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Alasannya belum ada.</translation>
    </message>
</context>
<context>
    <name>MoveDraftDialog</name>
    <message>
        <source>Newer version of the form</source>
        <translation>Versi formulir yang lebih baru</translation>
    </message>
    <message>
        <source>the new version does not ask for it</source>
        <translation>versi baru tidak menanyakannya</translation>
    </message>
    <message>
        <source>the new version does not take this answer</source>
        <translation>versi baru tidak menerima isian ini</translation>
    </message>
    <message>
        <source>These answers have no place in version {version} and stay behind. Copy what you still need.</source>
        <translation>Isian berikut tidak ada tempatnya pada versi {version} dan akan tertinggal. Salin yang masih diperlukan.</translation>
    </message>
    <message>
        <source>Every answer of this draft has its place in version {version}.</source>
        <translation>Semua isian draf ini ada tempatnya pada versi {version}.</translation>
    </message>
    <message>
        <source>Move the draft to the newer version?</source>
        <translation>Pindahkan draf ke versi yang lebih baru?</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Pindahkan</translation>
    </message>
</context>
<context>
    <name>NewCaseDialog</name>
    <message>
        <source>New case</source>
        <translation>Berkas baru</translation>
    </message>
    <message>
        <source>How did it come to you?</source>
        <translation>Dari mana asalnya?</translation>
    </message>
    <message>
        <source>Which election does it concern?</source>
        <translation>Menyangkut pemilihan yang mana?</translation>
    </message>
    <message>
        <source>You can fill in everything else on the form that opens next. It is kept while you type.</source>
        <translation>Selebihnya diisi di formulir yang terbuka berikutnya. Isian tersimpan sendiri selagi Anda mengetik.</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka berkas</translation>
    </message>
    <message>
        <source>begins with Form A</source>
        <translation>diawali Formulir Model A</translation>
    </message>
    <message>
        <source>begins with the report form</source>
        <translation>diawali Formulir Laporan</translation>
    </message>
    <message>
        <source>begins with Form A; a breach may come later</source>
        <translation>diawali Formulir Model A; dugaan pelanggaran dapat menyusul</translation>
    </message>
    <message>
        <source>begins with Form A of the tracing</source>
        <translation>diawali Formulir Model A penelusuran</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Passphrase</source>
        <translation>Frasa sandi</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Ketik sekali lagi</translation>
    </message>
    <message>
        <source>The two are not the same. Type it again.</source>
        <translation>Keduanya tidak sama. Ketik lagi.</translation>
    </message>
</context>
<context>
    <name>NumberGiver</name>
    <message>
        <source>Give number</source>
        <translation>Beri nomor</translation>
    </message>
    <message>
        <source>This office has no book of this kind yet.</source>
        <translation>Kantor ini belum mempunyai buku jenis ini.</translation>
    </message>
    <message>
        <source>The form bears a provisional reference. Open the book on one laptop: Numbers.</source>
        <translation>Formulir memakai nomor sementara. Buka bukunya di satu laptop: Nomor.</translation>
    </message>
    <message>
        <source>Members and secretariat of the office give numbers of this kind.</source>
        <translation>Nomor jenis ini diberikan oleh anggota dan sekretariat kantor.</translation>
    </message>
    <message>
        <source>The form bears a provisional reference; one of them gives the number in Numbers.</source>
        <translation>Formulir memakai nomor sementara; salah satu dari mereka memberikan nomornya di Nomor.</translation>
    </message>
    <message>
        <source>The book of this kind is on laptop {name}.</source>
        <translation>Buku jenis ini ada di laptop {name}.</translation>
    </message>
    <message>
        <source>The form bears a provisional reference; that laptop gives the number once the form has come there.</source>
        <translation>Formulir memakai nomor sementara; laptop itu memberi nomornya setelah formulir sampai di sana.</translation>
    </message>
    <message>
        <source>No number is given from this book until it is settled.</source>
        <translation>Tidak ada nomor diberikan dari buku ini sebelum hal itu diselesaikan.</translation>
    </message>
    <message>
        <source>The form bears a provisional reference. What is wrong stands in Numbers.</source>
        <translation>Formulir memakai nomor sementara. Apa yang salah tercantum dalam Nomor.</translation>
    </message>
    <message>
        <source>Give number {number}</source>
        <translation>Beri nomor {number}</translation>
    </message>
    <message>
        <source>The number belongs to this form from now on, even if the form is thrown away: then void it in Numbers. You sign it.</source>
        <translation>Mulai sekarang nomor ini milik formulir ini, juga bila formulirnya dibuang: batalkan lalu di Nomor. Anda menandatanganinya.</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Beri nomor</translation>
    </message>
    <message>
        <source>Number {number} was given.</source>
        <translation>Nomor {number} telah diberikan.</translation>
    </message>
    <message>
        <source>This form had number {number} already.</source>
        <translation>Formulir ini sudah mempunyai nomor {number}.</translation>
    </message>
    <message>
        <source>Save the form, so that it bears it.</source>
        <translation>Simpan formulir agar memuat nomor itu.</translation>
    </message>
</context>
<context>
    <name>Obtained</name>
    <message>
        <source>chosen as a file</source>
        <translation>dipilih sebagai file</translation>
    </message>
    <message>
        <source>dropped into the window</source>
        <translation>diseret ke jendela</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>ditempel</translation>
    </message>
    <message>
        <source>taken from a folder</source>
        <translation>diambil dari folder</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>diimpor</translation>
    </message>
    <message>
        <source>sent from a phone, fingerprint compared</source>
        <translation>dikirim dari ponsel, sidik jari dicocokkan</translation>
    </message>
    <message>
        <source>marked copy made here</source>
        <translation>salinan bertanda, dibuat di sini</translation>
    </message>
</context>
<context>
    <name>OfficeStep</name>
    <message>
        <source>Your office</source>
        <translation>Kantor Anda</translation>
    </message>
    <message>
        <source>This is printed at the head of every paper.</source>
        <translation>Ini tercetak sebagai kepala setiap surat.</translation>
    </message>
    <message>
        <source>Name of the office</source>
        <translation>Nama kantor</translation>
    </message>
    <message>
        <source>Suggested from the region; compare it with your letter of appointment.</source>
        <translation>Usulan dari wilayah; cocokkan dengan surat pengangkatan (periksa ketentuan).</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Surel</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zona waktu</translation>
    </message>
    <message>
        <source>Regional election (Pemilihan)</source>
        <translation>Pemilihan (Pilkada)</translation>
    </message>
    <message>
        <source>General election (Pemilu)</source>
        <translation>Pemilu</translation>
    </message>
    <message>
        <source>Usual kind of election</source>
        <translation>Rezim yang biasa</translation>
    </message>
    <message>
        <source>Every case has its own; this is only what a new case begins with.</source>
        <translation>Setiap berkas punya rezimnya sendiri; ini hanya pilihan awal bagi berkas baru.</translation>
    </message>
    <message>
        <source>The name of the office is missing.</source>
        <translation>Nama kantor belum diisi.</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>Opening ...</source>
        <translation>Membuka ...</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>Keeping and destroying</source>
        <translation>Penyimpanan dan pemusnahan</translation>
    </message>
    <message>
        <source>Orders, who has obeyed them, and what falls due</source>
        <translation>Perintah, siapa yang sudah menaati, dan yang jatuh tempo</translation>
    </message>
    <message>
        <source>Show what falls due</source>
        <translation>Tunjukkan yang jatuh tempo</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Tidak diizinkan</translation>
    </message>
    <message>
        <source>Allowed after a warning</source>
        <translation>Boleh setelah peringatan</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Perintah</translation>
    </message>
    <message>
        <source>What falls due</source>
        <translation>Yang jatuh tempo</translation>
    </message>
    <message>
        <source>Nothing is destroyed by a schedule: it only shows what is due, and the chair orders it.</source>
        <translation>Tidak ada yang dimusnahkan oleh jadwal: jadwal hanya menunjukkan yang jatuh tempo, dan ketua yang memerintahkannya.</translation>
    </message>
    <message>
        <source>How long things are kept</source>
        <translation>Berapa lama disimpan</translation>
    </message>
    <message>
        <source>No source read so far gives these lengths: check the rules (periksa ketentuan).</source>
        <translation>Belum ada sumber yang menyebut lama penyimpanan ini: periksa ketentuan.</translation>
    </message>
    <message>
        <source>An order under a case that has not ended</source>
        <translation>Perintah pada berkas yang belum selesai</translation>
    </message>
    <message>
        <source>Nothing was ever ordered to be destroyed.</source>
        <translation>Belum pernah ada perintah pemusnahan.</translation>
    </message>
    <message>
        <source>Nothing is due today.</source>
        <translation>Hari ini tidak ada yang jatuh tempo.</translation>
    </message>
    <message>
        <source>Switched off: nothing is shown.</source>
        <translation>Dimatikan: tidak ada yang ditunjukkan.</translation>
    </message>
    <message>
        <source>Letter {number} of {day}</source>
        <translation>Surat {number} tanggal {day}</translation>
    </message>
    <message>
        <source>{parts} parts and {files} files</source>
        <translation>{parts} bagian dan {files} file</translation>
    </message>
    <message>
        <source>this laptop</source>
        <translation>laptop ini</translation>
    </message>
    <message>
        <source>The centre</source>
        <translation>Pusat</translation>
    </message>
    <message>
        <source>Destroyed {time}</source>
        <translation>Dimusnahkan {time}</translation>
    </message>
    <message>
        <source>Still to come</source>
        <translation>Masih ditunggu</translation>
    </message>
    <message>
        <source>Ended, never confirmed</source>
        <translation>Diakhiri, tidak pernah mengonfirmasi</translation>
    </message>
    <message>
        <source>Second copy waits</source>
        <translation>Salinan kedua menunggu</translation>
    </message>
    <message>
        <source>Second copy too</source>
        <translation>Salinan kedua juga</translation>
    </message>
    <message>
        <source>{what}, due since {day} (periksa ketentuan)</source>
        <translation>{what}, jatuh tempo sejak {day} (periksa ketentuan)</translation>
    </message>
    <message>
        <source>Destroy ...</source>
        <translation>Musnahkan ...</translation>
    </message>
    <message>
        <source>years after the end of the case</source>
        <translation>tahun setelah berkas selesai</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>Tersimpan.</translation>
    </message>
</context>
<context>
    <name>Origin</name>
    <message>
        <source>Finding of a supervisor</source>
        <translation>Temuan pengawas</translation>
    </message>
    <message>
        <source>Report of a citizen</source>
        <translation>Laporan masyarakat</translation>
    </message>
    <message>
        <source>Supervision activity</source>
        <translation>Kegiatan pengawasan</translation>
    </message>
    <message>
        <source>Preliminary information</source>
        <translation>Informasi awal</translation>
    </message>
</context>
<context>
    <name>OriginalPage</name>
    <message>
        <source>Which scan</source>
        <translation>Hasil pindai yang mana</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>Halaman sebelumnya</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Halaman berikutnya</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>terbaru</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>diganti</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Halaman {page} dari {pages}</translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation>Halaman {page}</translation>
    </message>
</context>
<context>
    <name>OutcomeView</name>
    <message>
        <source>Nothing was chosen yet.</source>
        <translation>Belum ada yang dipilih.</translation>
    </message>
    <message>
        <source>Had it been registered:</source>
        <translation>Seandainya diregistrasi:</translation>
    </message>
    <message>
        <source>Allowed under conditions: {act}</source>
        <translation>Diperbolehkan dengan syarat: {act}</translation>
    </message>
    <message>
        <source>{state}. Basis: {basis}</source>
        <translation>{state}. Dasar: {basis}</translation>
    </message>
    <message>
        <source>Otherwise: {breach}</source>
        <translation>Bila tidak: {breach}</translation>
    </message>
    <message>
        <source>SBT asks for the NIP or NIK of: {names}.</source>
        <translation>SBT meminta NIP atau NIK: {names}.</translation>
    </message>
    <message>
        <source>Not decided in a district: it goes up.</source>
        <translation>Tidak diputus di kecamatan: diserahkan ke atas.</translation>
    </message>
    <message>
        <source>Gravest class</source>
        <translation>Kelas terberat</translation>
    </message>
    <message>
        <source>Forbidden since</source>
        <translation>Dilarang sejak</translation>
    </message>
    <message>
        <source>This office</source>
        <translation>Kantor ini</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Diteruskan kepada</translation>
    </message>
</context>
<context>
    <name>OwnPassphrase</name>
    <message>
        <source>Your own passphrase, for your signature</source>
        <translation>Frasa sandi Anda sendiri, sebagai tanda tangan</translation>
    </message>
    <message>
        <source>Type your passphrase.</source>
        <translation>Ketik frasa sandi Anda.</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
</context>
<context>
    <name>PaperCard</name>
    <message>
        <source>Genuine</source>
        <translation>Asli</translation>
    </message>
    <message>
        <source>Nothing speaks against it</source>
        <translation>Tidak ada yang membantahnya</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>Tidak asli</translation>
    </message>
    <message>
        <source>Cannot be told</source>
        <translation>Tidak dapat dipastikan</translation>
    </message>
    <message>
        <source>Intact?</source>
        <translation>Utuh?</translation>
    </message>
    <message>
        <source>Known signer?</source>
        <translation>Penanda tangan dikenal?</translation>
    </message>
    <message>
        <source>As recorded?</source>
        <translation>Sesuai catatan?</translation>
    </message>
    <message>
        <source>time unreadable</source>
        <translation>waktu tidak terbaca</translation>
    </message>
    <message>
        <source>Signed by {name}, office {office}, {at}.</source>
        <translation>Ditandatangani {name}, kantor {office}, {at}.</translation>
    </message>
    <message>
        <source>An authority believed here has issued this certificate.</source>
        <translation>Sertifikat ini diterbitkan oleh penerbit yang dipercaya di sini.</translation>
    </message>
    <message>
        <source>The key is known as {name}.</source>
        <translation>Kunci milik {name} dikenal.</translation>
    </message>
    <message>
        <source>The key is not known here; anybody can write any name into his own key.</source>
        <translation>Kuncinya tidak dikenal di sini; siapa pun dapat menulis nama apa saja pada kuncinya sendiri.</translation>
    </message>
    <message>
        <source>Timestamp of {at} by {name}.</source>
        <translation>Stempel waktu {at} dari {name}.</translation>
    </message>
    <message>
        <source>This office believes it.</source>
        <translation>Kantor ini mempercayainya.</translation>
    </message>
    <message>
        <source>This office does not know that authority.</source>
        <translation>Kantor ini tidak mengenal penyedia itu.</translation>
    </message>
</context>
<context>
    <name>PaperList</name>
    <message>
        <source>Signed by {names}</source>
        <translation>Ditandatangani {names}</translation>
    </message>
    <message>
        <source>For the pen, without an electronic signature</source>
        <translation>Untuk tanda tangan basah, tanpa tanda tangan elektronik</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Asli</translation>
    </message>
</context>
<context>
    <name>PaperPage</name>
    <message>
        <source>Paper</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Save as file</source>
        <translation>Simpan sebagai file</translation>
    </message>
    <message>
        <source>Keep for the pen</source>
        <translation>Simpan untuk tanda tangan basah</translation>
    </message>
    <message>
        <source>Keeps the paper without an electronic signature; its pages carry codes, so that the signed sheets find it again.</source>
        <translation>Menyimpan surat tanpa tanda tangan elektronik; halamannya berkode, sehingga lembar yang sudah ditandatangani menemukannya kembali.</translation>
    </message>
    <message>
        <source>Signature block</source>
        <translation>Kolom tanda tangan</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Sign in another way ...</source>
        <translation>Tanda tangani dengan cara lain ...</translation>
    </message>
    <message>
        <source>Put in a signature from outside ...</source>
        <translation>Sisipkan tanda tangan dari luar ...</translation>
    </message>
    <message>
        <source>The paper is being made ...</source>
        <translation>Surat sedang dibuat ...</translation>
    </message>
    <message>
        <source>The paper cannot be shown.</source>
        <translation>Surat tidak dapat ditampilkan.</translation>
    </message>
    <message>
        <source>Save it as a file and open it elsewhere.</source>
        <translation>Simpan sebagai file dan buka di tempat lain.</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} halaman</translation>
    </message>
    <message>
        <source>Signed by {names}</source>
        <translation>Ditandatangani {names}</translation>
    </message>
    <message>
        <source>Preview, not signed</source>
        <translation>Pratinjau, belum ditandatangani</translation>
    </message>
    <message>
        <source>For the pen, not signed here</source>
        <translation>Untuk tanda tangan basah, belum ditandatangani di sini</translation>
    </message>
    <message>
        <source>Still to be signed by: {names}</source>
        <translation>Masih menunggu tanda tangan: {names}</translation>
    </message>
    <message>
        <source>You sign {title}, {pages} pages, exactly as it is shown at the left, as {name}. This is a legal act.</source>
        <translation>Anda menandatangani {title} ({pages} halaman) sebagai {name}, persis seperti tampak di kiri. Ini perbuatan hukum.</translation>
    </message>
    <message>
        <source>Usually signed first: {names}. You can sign all the same.</source>
        <translation>Biasanya {names} menandatangani lebih dahulu. Anda tetap dapat menandatangani.</translation>
    </message>
    <message>
        <source>{path}. The provider signs this digest (SHA-256) and sends a CMS back: {digest}</source>
        <translation>{path}. Penyedia menandatangani sidik ini (SHA-256) dan mengirim CMS kembali: {digest}</translation>
    </message>
    <message>
        <source>The paper is prepared.</source>
        <translation>Surat sudah disiapkan.</translation>
    </message>
    <message>
        <source>The paper is signed and kept.</source>
        <translation>Surat sudah ditandatangani dan disimpan.</translation>
    </message>
    <message>
        <source>Print it now, or later from the list of papers.</source>
        <translation>Cetak sekarang, atau nanti dari daftar surat.</translation>
    </message>
    <message>
        <source>Print it, let it be signed, then scan it: the code at the foot of each page finds this paper.</source>
        <translation>Cetak, minta ditandatangani, lalu pindai: kode di kaki tiap halaman menemukan surat ini.</translation>
    </message>
    <message>
        <source>The paper is kept.</source>
        <translation>Surat disimpan.</translation>
    </message>
    <message>
        <source>The paper was saved as a file.</source>
        <translation>Surat disimpan sebagai file.</translation>
    </message>
</context>
<context>
    <name>PaperPages</name>
    <message>
        <source>Sign papers</source>
        <translation>Tanda tangani surat</translation>
    </message>
    <message>
        <source>Scanned papers</source>
        <translation>Surat hasil pindai</translation>
    </message>
    <message>
        <source>Signed original</source>
        <translation>Asli bertanda tangan</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Surat</translation>
    </message>
</context>
<context>
    <name>PassOnDialog</name>
    <message>
        <source>Pass the case on</source>
        <translation>Teruskan berkas</translation>
    </message>
    <message>
        <source>The office you choose reads everything of this case from then on, sealed names too. You go on seeing it.</source>
        <translation>Sejak itu kantor yang dipilih membaca seluruh isi berkas ini, termasuk nama yang disegel. Anda tetap dapat melihatnya.</translation>
    </message>
    <message>
        <source>Sign and pass on</source>
        <translation>Tanda tangani dan teruskan</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Kepada</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Recorded with your name.</source>
        <translation>Dicatat dengan nama Anda.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Alasan belum diisi.</translation>
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
    <name>PassphraseStep</name>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>It opens the vault and signs in your name. Nobody else needs it; nobody can look it up. At least eight characters.</source>
        <translation>Frasa ini membuka brankas dan menandatangani atas nama Anda. Orang lain tidak memerlukannya; tidak seorang pun dapat melihatnya. Sedikitnya delapan karakter.</translation>
    </message>
    <message>
        <source>Set up the office</source>
        <translation>Siapkan kantor</translation>
    </message>
</context>
<context>
    <name>PatternDialog</name>
    <message>
        <source>{seq:03} is the running number with at least three digits; {month_roman}, {month:02} and {year} are the day&apos;s.</source>
        <translation>{seq:03} adalah nomor urut dengan paling sedikit tiga angka; {month_roman}, {month:02}, dan {year} mengikuti tanggalnya.</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Pola</translation>
    </message>
    <message>
        <source>begins again each year</source>
        <translation>mulai lagi tiap tahun</translation>
    </message>
    <message>
        <source>goes on for ever</source>
        <translation>berlanjut terus</translation>
    </message>
    <message>
        <source>as: paper register until October</source>
        <translation>misalnya: register kertas sampai Oktober</translation>
    </message>
    <message>
        <source>The sequence</source>
        <translation>Nomor urut</translation>
    </message>
    <message>
        <source>Last number used on paper this year</source>
        <translation>Nomor terakhir di kertas tahun ini</translation>
    </message>
    <message>
        <source>Why it does not begin at 1</source>
        <translation>Mengapa tidak mulai dari 1</translation>
    </message>
    <message>
        <source>The next number will be</source>
        <translation>Nomor berikutnya menjadi</translation>
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
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>Laptop</translation>
    </message>
    <message>
        <source>Admit a person</source>
        <translation>Tambah petugas</translation>
    </message>
    <message>
        <source>Take up a key made elsewhere ...</source>
        <translation>Pakai kunci dari laptop lain ...</translation>
    </message>
    <message>
        <source>Write the roster for a second laptop ...</source>
        <translation>Tulis daftar petugas untuk laptop kedua ...</translation>
    </message>
    <message>
        <source>People and laptops</source>
        <translation>Petugas dan laptop</translation>
    </message>
    <message>
        <source>Who works here, and with which laptop</source>
        <translation>Siapa yang bekerja di sini, dan dengan laptop mana</translation>
    </message>
    <message>
        <source>This office was founded twice.</source>
        <translation>Kantor ini didirikan dua kali.</translation>
    </message>
    <message>
        <source>Both rosters are kept. Agree on one laptop as the first and join the other one anew.</source>
        <translation>Kedua daftar petugas tetap disimpan. Sepakati satu laptop sebagai yang pertama, lalu gabungkan kembali laptop yang lain.</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktif</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Diakhiri</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (Anda)</translation>
    </message>
    <message>
        <source>Change name, position or role ...</source>
        <translation>Ubah nama, jabatan, atau peran ...</translation>
    </message>
    <message>
        <source>New key, passphrase forgotten ...</source>
        <translation>Kunci baru, frasa sandi terlupa ...</translation>
    </message>
    <message>
        <source>End ...</source>
        <translation>Akhiri ...</translation>
    </message>
    <message>
        <source>{name} (this laptop)</source>
        <translation>{name} (laptop ini)</translation>
    </message>
    <message>
        <source>Fingerprint {code}</source>
        <translation>Sidik {code}</translation>
    </message>
    <message>
        <source>End: stolen, lost, broken ...</source>
        <translation>Akhiri: dicuri, hilang, rusak ...</translation>
    </message>
    <message>
        <source>What can be done with {name}</source>
        <translation>Tindakan untuk {name}</translation>
    </message>
    <message>
        <source>The new person opens this vault with a passphrase of his own and signs in his own name. What is sealed to the office is opened to him too.</source>
        <translation>Petugas baru membuka brankas ini dengan frasa sandinya sendiri dan menandatangani atas namanya sendiri. Yang disegel bagi kantor juga terbuka baginya.</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Tambahkan</translation>
    </message>
    <message>
        <source>When the chair or the regency has given you a new key on another laptop, and it has come here by sending, type your new passphrase. From then on it opens this laptop.</source>
        <translation>Bila ketua atau kabupaten/kota memberi Anda kunci baru di laptop lain, dan kunci itu sudah sampai di sini lewat pengiriman, ketik frasa sandi baru Anda. Sejak itu frasa tersebut membuka laptop ini.</translation>
    </message>
    <message>
        <source>Take up a key made elsewhere</source>
        <translation>Pakai kunci yang dibuat di laptop lain</translation>
    </message>
    <message>
        <source>Take it up</source>
        <translation>Pakai</translation>
    </message>
    <message>
        <source>Keys and passphrase stay as they are. Papers already signed keep the old name and position.</source>
        <translation>Kunci dan frasa sandi tidak berubah. Surat yang sudah ditandatangani tetap memuat nama dan jabatan lama.</translation>
    </message>
    <message>
        <source>Change {name}</source>
        <translation>Ubah {name}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>The person gets new keys and a new passphrase. Papers signed before stay valid; the old passphrase opens nothing any more on this laptop. What was sealed to the old key is opened to the new one, as far as you can open it yourself.</source>
        <translation>Petugas mendapat kunci dan frasa sandi baru. Surat yang sudah ditandatangani tetap sah; frasa sandi lama tidak membuka apa pun lagi di laptop ini. Yang disegel bagi kunci lama dibuka bagi kunci baru, sejauh Anda sendiri dapat membukanya.</translation>
    </message>
    <message>
        <source>New key for {name}</source>
        <translation>Kunci baru untuk {name}</translation>
    </message>
    <message>
        <source>Give a new key</source>
        <translation>Berikan kunci baru</translation>
    </message>
    <message>
        <source>From now on nothing signed with this person&apos;s key counts, and the passphrase no longer opens this vault. Everything signed before stays valid.</source>
        <translation>Mulai sekarang tanda tangan dengan kunci orang ini tidak berlaku lagi, dan frasa sandinya tidak lagi membuka brankas ini. Semua yang ditandatangani sebelumnya tetap sah.</translation>
    </message>
    <message>
        <source>End {name}</source>
        <translation>Akhiri {name}</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Akhiri</translation>
    </message>
    <message>
        <source>What that laptop wrote up to now stays valid; anything it writes later is not believed by anybody. Tell the regency too, so that the server turns it away. Its disk stays encrypted.</source>
        <translation>Yang ditulis laptop itu sampai sekarang tetap sah; tulisannya sesudah ini tidak dipercaya siapa pun. Beri tahu juga kabupaten/kota agar server menolaknya. Disknya tetap terenkripsi.</translation>
    </message>
    <message>
        <source>End the laptop {name}</source>
        <translation>Akhiri laptop {name}</translation>
    </message>
    <message>
        <source>The person was admitted.</source>
        <translation>Petugas sudah ditambahkan.</translation>
    </message>
    <message>
        <source>The change was written down.</source>
        <translation>Perubahan sudah dicatat.</translation>
    </message>
    <message>
        <source>The person has a new key. Send it to the centre at the next line, so that other laptops know it.</source>
        <translation>Petugas sudah punya kunci baru. Kirim ke pusat bila ada sambungan, agar laptop lain mengetahuinya.</translation>
    </message>
    <message>
        <source>The person&apos;s keys have ended.</source>
        <translation>Kunci petugas itu sudah berakhir.</translation>
    </message>
    <message>
        <source>The key opens this laptop from now on.</source>
        <translation>Mulai sekarang kunci itu membuka laptop ini.</translation>
    </message>
    <message>
        <source>The laptop was ended.</source>
        <translation>Laptop sudah diakhiri.</translation>
    </message>
    <message>
        <source>Write the roster</source>
        <translation>Tulis daftar petugas</translation>
    </message>
    <message>
        <source>Parcels (*.bukti)</source>
        <translation>Paket (*.bukti)</translation>
    </message>
    <message>
        <source>Take it to the second laptop and choose Join my office there. It holds names and locked keys, no cases.</source>
        <translation>Bawa ke laptop kedua dan pilih Bergabung dengan kantor saya. Isinya nama dan kunci yang terkunci, tanpa berkas.</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Tertulis: {path}</translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Peran</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Jabatan</translation>
    </message>
    <message>
        <source>This person&apos;s own passphrase, typed by himself</source>
        <translation>Frasa sandi petugas, diketik oleh yang bersangkutan</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Nama belum diisi.</translation>
    </message>
    <message>
        <source>Choose the role from the list.</source>
        <translation>Pilih peran dari daftar.</translation>
    </message>
</context>
<context>
    <name>PersonStep</name>
    <message>
        <source>Who are you?</source>
        <translation>Siapa Anda?</translation>
    </message>
    <message>
        <source>Name and position stand on the papers that you sign.</source>
        <translation>Nama dan jabatan tercantum pada surat yang Anda tanda tangani.</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nama lengkap</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Peran</translation>
    </message>
    <message>
        <source>The role decides what you may do here, and where your office stands.</source>
        <translation>Peran menentukan apa yang boleh Anda lakukan di sini, dan di tingkat mana kantor Anda.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Jabatan</translation>
    </message>
    <message>
        <source>As it shall stand on papers.</source>
        <translation>Seperti yang akan tercantum pada surat.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Nama belum diisi.</translation>
    </message>
    <message>
        <source>Choose your role from the list.</source>
        <translation>Pilih peran Anda dari daftar.</translation>
    </message>
</context>
<context>
    <name>PhoneFiles</name>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Sidik jari</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Keadaan</translation>
    </message>
    <message>
        <source>Kept as {no}</source>
        <translation>Tersimpan sebagai {no}</translation>
    </message>
    <message>
        <source>Was there: {no}</source>
        <translation>Sudah ada: {no}</translation>
    </message>
</context>
<context>
    <name>PhonePage</name>
    <message>
        <source>From the phone</source>
        <translation>Dari ponsel</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Kode baru</translation>
    </message>
    <message>
        <source>For another phone: the code before is worth nothing from then on</source>
        <translation>Untuk ponsel lain: kode sebelumnya tidak berlaku lagi</translation>
    </message>
    <message>
        <source>Address of the page for the phone, as a QR code</source>
        <translation>Alamat halaman untuk ponsel, sebagai kode QR</translation>
    </message>
    <message>
        <source>1. Phone and laptop on the same Wi-Fi. Safest is the phone&apos;s own hotspot.</source>
        <translation>1. Ponsel dan laptop di Wi-Fi yang sama. Paling aman hotspot ponsel itu sendiri.</translation>
    </message>
    <message>
        <source>2. Point the phone&apos;s camera at the code and open the page.</source>
        <translation>2. Arahkan kamera ponsel ke kode ini, lalu buka halamannya.</translation>
    </message>
    <message>
        <source>3. Choose the photos there. This page takes them as long as it is shown.</source>
        <translation>3. Pilih fotonya di sana. Halaman ini menerimanya selama ditampilkan.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Jaringan</translation>
    </message>
    <message>
        <source>Files from the phone</source>
        <translation>File dari ponsel</translation>
    </message>
    <message>
        <source>Nothing has come yet</source>
        <translation>Belum ada yang datang</translation>
    </message>
    <message>
        <source>Each file is shown here with its short fingerprint: compare it with the one on the phone.</source>
        <translation>Setiap file tampil di sini dengan sidik jari pendeknya: cocokkan dengan yang di ponsel.</translation>
    </message>
    <message>
        <source>{kept} of {count} in the case</source>
        <translation>{kept} dari {count} ada di berkas</translation>
    </message>
    <message>
        <source>One code is for one phone. Press New code and let the other phone scan that one.</source>
        <translation>Satu kode untuk satu ponsel. Tekan Kode baru, lalu pindai kode itu dengan ponsel lainnya.</translation>
    </message>
    <message>
        <source>A second phone was turned away.</source>
        <translation>Ponsel kedua ditolak.</translation>
    </message>
    <message>
        <source>To type: {address}#{code}
(without the spaces)</source>
        <translation>Untuk diketik: {address}#{code}
(tanpa spasi)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos and files</source>
        <translation>Foto dan file</translation>
    </message>
    <message>
        <source>Drop the files here</source>
        <translation>Lepaskan file di sini</translation>
    </message>
    <message>
        <source>Drop photos and files here, or paste them with Ctrl+V</source>
        <translation>Letakkan foto dan file di sini, atau tempel dengan Ctrl+V</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Picture</source>
        <translation>Gambar</translation>
    </message>
    <message>
        <source>The file is kept unchanged. To see it with another program, save the original to a place of your choice.</source>
        <translation>Filenya tetap utuh. Untuk melihatnya dengan program lain, simpan file asli ke tempat pilihan Anda.</translation>
    </message>
    <message>
        <source>This computer has nothing to play video and sound with.</source>
        <translation>Komputer ini tidak punya pemutar video dan suara.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Rekaman</translation>
    </message>
    <message>
        <source>Mark a copy</source>
        <translation>Tandai salinan</translation>
    </message>
    <message>
        <source>The copy was kept.</source>
        <translation>Salinan disimpan.</translation>
    </message>
    <message>
        <source>It stands beside its original as evidence of its own.</source>
        <translation>Salinan itu berdiri di samping aslinya sebagai bukti tersendiri.</translation>
    </message>
    <message>
        <source>Save the original as ...</source>
        <translation>Simpan file asli ...</translation>
    </message>
    <message>
        <source>The original was saved, byte for byte.</source>
        <translation>File asli disimpan, persis sama.</translation>
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
        <source>Numbers</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Katalog</translation>
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
        <source>Recap</source>
        <translation>Rekap</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Berdampingan</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Peta</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>This computer has nothing to play video and sound with.</source>
        <translation>Komputer ini tidak punya pemutar video dan suara.</translation>
    </message>
    <message>
        <source>The file is kept unchanged. Install Bukti anew, whole.</source>
        <translation>Filenya tetap utuh. Pasang ulang Bukti selengkapnya.</translation>
    </message>
    <message>
        <source>This recording cannot be played here ({codec}): its kind is not known to this computer, or it is damaged.</source>
        <translation>Rekaman ini tidak dapat diputar di sini ({codec}): jenisnya tidak dikenal komputer ini, atau filenya rusak.</translation>
    </message>
    <message>
        <source>Only the sound can be played: this computer lacks the decoder for this kind of picture.</source>
        <translation>Hanya suaranya yang dapat diputar: komputer ini tidak punya pengurai untuk gambar jenis ini.</translation>
    </message>
    <message>
        <source>This computer has no loudspeaker: it plays without sound.</source>
        <translation>Komputer ini tidak punya pengeras suara: diputar tanpa suara.</translation>
    </message>
    <message>
        <source>Plug in headphones, then open the page again.</source>
        <translation>Colokkan penyuara telinga, lalu buka lagi halaman ini.</translation>
    </message>
    <message>
        <source>It is kept unchanged as evidence. To see it with another program, save the original to a place of your choice; that copy is then outside the vault.</source>
        <translation>Filenya tetap utuh sebagai bukti. Untuk melihatnya dengan program lain, simpan file asli ke tempat pilihan Anda; salinan itu lalu berada di luar brankas.</translation>
    </message>
</context>
<context>
    <name>PlayerPage</name>
    <message>
        <source>Save the original as ...</source>
        <translation>Simpan file asli ...</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Putar</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Lebih lambat</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Lebih cepat</translation>
    </message>
    <message>
        <source>Without sound</source>
        <translation>Tanpa suara</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>Posisi dalam rekaman</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>Kecepatan: {speed}</translation>
    </message>
</context>
<context>
    <name>PrintOneDialog</name>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Pencetak</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Lembar</translation>
    </message>
    <message>
        <source>This computer knows no printer. Add one in the settings of the system.</source>
        <translation>Komputer ini belum punya pencetak. Tambahkan di pengaturan sistem.</translation>
    </message>
</context>
<context>
    <name>PrintPage</name>
    <message>
        <source>Look again</source>
        <translation>Periksa lagi</translation>
    </message>
    <message>
        <source>Margins of this printer ...</source>
        <translation>Tepi cetak ...</translation>
    </message>
    <message>
        <source>Your passphrase: you sign the papers of this list</source>
        <translation>Frasa sandi Anda: Anda menandatangani surat daftar ini</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Take the rest out of the queue</source>
        <translation>Keluarkan sisanya dari antrean</translation>
    </message>
    <message>
        <source>Made and signed</source>
        <translation>Dibuat dan ditandatangani</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Tercetak</translation>
    </message>
    <message>
        <source>The queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>The rest goes to this printer</source>
        <translation>Sisanya dicetak di pencetak ini</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Di mana</translation>
    </message>
    <message>
        <source>The papers that were signed until then are kept; nothing was sent to the printer.</source>
        <translation>Surat yang sudah ditandatangani tetap disimpan; tidak ada yang dikirim ke pencetak.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Dihentikan.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Pencetak</translation>
    </message>
    <message>
        <source>This computer knows no printer. Add one in the settings of the system, then look again.</source>
        <translation>Komputer ini belum punya pencetak. Tambahkan di pengaturan sistem, lalu periksa lagi.</translation>
    </message>
    <message>
        <source>{count} papers, {signed} of them signed.</source>
        <translation>{count} surat, {signed} di antaranya sudah ditandatangani.</translation>
    </message>
    <message>
        <source>{count} were printed before; they get the mark SALINAN.</source>
        <translation>{count} pernah dicetak; diberi tanda SALINAN.</translation>
    </message>
    <message>
        <source>{count} cover sheets.</source>
        <translation>{count} lembar sampul.</translation>
    </message>
    <message>
        <source>Altogether {count} come out of the printer.</source>
        <translation>Seluruhnya {count} keluar dari pencetak.</translation>
    </message>
    <message>
        <source>Tick cases; their papers are counted here.</source>
        <translation>Centang berkas; suratnya dihitung di sini.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> dan {count} lagi</translation>
    </message>
    <message>
        <source>Without a number, though the number book is on this laptop: {names}{rest}. They are printed as they are.</source>
        <translation>Belum bernomor, padahal buku nomor ada di laptop ini: {names}{rest}. Dicetak apa adanya.</translation>
    </message>
    <message>
        <source>Printed {done} of {total}</source>
        <translation>Tercetak {done} dari {total}</translation>
    </message>
    <message>
        <source>{count} at the printer</source>
        <translation>{count} di pencetak</translation>
    </message>
    <message>
        <source>next: {title}</source>
        <translation>berikutnya: {title}</translation>
    </message>
    <message>
        <source>{count} were taken out of the queue.</source>
        <translation>{count} dikeluarkan dari antrean.</translation>
    </message>
    <message>
        <source>This printer does not name {paper} among its papers. Look at the first page before printing many.</source>
        <translation>Pencetak ini tidak menyebut {paper} di antara kertasnya. Periksa halaman pertama sebelum mencetak banyak.</translation>
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
    <name>RankEditor</name>
    <message>
        <source>Up</source>
        <translation>Naik</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Turun</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Last number used on paper</source>
        <translation>Nomor terakhir yang terpakai di kertas</translation>
    </message>
    <message>
        <source>The running number alone: 12 for 012/LHP/...</source>
        <translation>Hanya nomor urut: 12 untuk 012/LHP/...</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>It is kept, and stands in the register.</source>
        <translation>Disimpan dan tercantum dalam register.</translation>
    </message>
    <message>
        <source>Look at the last paper and type its running number; 0 if none was given.</source>
        <translation>Lihat surat terakhir dan ketik nomor urutnya; 0 bila belum ada.</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>Alasannya belum ada.</translation>
    </message>
</context>
<context>
    <name>RecapPage</name>
    <message>
        <source>All time</source>
        <translation>Seluruh waktu</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Bulan ini</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Bulan lalu</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Tahun ini</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Tahun lalu</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>Save as Excel</source>
        <translation>Simpan sebagai Excel</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>Tenggat</translation>
    </message>
    <message>
        <source>Kind of breach</source>
        <translation>Jenis pelanggaran</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Desa/kelurahan</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Minggu</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Asal</translation>
    </message>
    <message>
        <source>Other places, as written</source>
        <translation>Tempat lain, seperti tertulis</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Kurun waktu</translation>
    </message>
    <message>
        <source>Recap</source>
        <translation>Rekap</translation>
    </message>
    <message>
        <source>No case in this period</source>
        <translation>Tidak ada berkas dalam kurun ini</translation>
    </message>
    <message>
        <source>Choose another period.</source>
        <translation>Pilih kurun lain.</translation>
    </message>
    <message>
        <source>{count} cases</source>
        <translation>{count} berkas</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>tepat waktu</translation>
    </message>
    <message>
        <source>late</source>
        <translation>terlambat</translation>
    </message>
    <message>
        <source>over</source>
        <translation>lewat</translation>
    </message>
    <message>
        <source>running</source>
        <translation>berjalan</translation>
    </message>
    <message>
        <source>Not told yet</source>
        <translation>Belum disebut</translation>
    </message>
    <message>
        <source>No form names a village from the list yet.</source>
        <translation>Belum ada formulir yang menyebut desa dari daftar.</translation>
    </message>
    <message>
        <source>And {count} more with {total}; print or Excel has all.</source>
        <translation>Dan {count} lagi berjumlah {total}; cetakan atau Excel memuat semuanya.</translation>
    </message>
    <message>
        <source>{name} was saved.</source>
        <translation>{name} disimpan.</translation>
    </message>
    <message>
        <source>It holds no sealed name.</source>
        <translation>Tidak ada nama tersegel di dalamnya.</translation>
    </message>
</context>
<context>
    <name>RegionStep</name>
    <message>
        <source>Where is your office?</source>
        <translation>Di mana kantor Anda?</translation>
    </message>
    <message>
        <source>Type a few letters. The name of a sub-district can be typed at once; province and regency follow from it.</source>
        <translation>Ketik beberapa huruf. Nama kecamatan boleh langsung diketik; provinsi dan kabupaten/kota mengikutinya.</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Provinsi</translation>
    </message>
    <message>
        <source>Regency or city</source>
        <translation>Kabupaten/Kota</translation>
    </message>
    <message>
        <source>Sub-district</source>
        <translation>Kecamatan</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Kelurahan/Desa</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>Type to search ...</source>
        <translation>Ketik untuk mencari ...</translation>
    </message>
    <message>
        <source>Choose: {level}.</source>
        <translation>Pilih: {level}.</translation>
    </message>
    <message>
        <source>Whole country</source>
        <translation>Seluruh Indonesia</translation>
    </message>
    <message>
        <source>Choose: {level}</source>
        <translation>Pilih: {level}</translation>
    </message>
    <message>
        <source>Choose the province, or search</source>
        <translation>Pilih provinsi, atau cari</translation>
    </message>
</context>
<context>
    <name>RegisterModel</name>
    <message>
        <source>No.</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Tanggal</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>Untuk apa</translation>
    </message>
    <message>
        <source>Reporter or finder</source>
        <translation>Pelapor/penemu</translation>
    </message>
    <message>
        <source>Reported person</source>
        <translation>Terlapor</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Keterangan</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>Dua kali</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Diberikan</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>Diketik</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lompat</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Menunggu</translation>
    </message>
    <message>
        <source>Used before this book was opened</source>
        <translation>Dipakai sebelum buku ini dibuka</translation>
    </message>
    <message>
        <source>Used on paper before the book was taken up</source>
        <translation>Dipakai di kertas sebelum buku diambil alih</translation>
    </message>
    <message>
        <source>Its form was withdrawn</source>
        <translation>Formulirnya ditarik</translation>
    </message>
    <message>
        <source>No reason is known</source>
        <translation>Tidak ada alasan yang diketahui</translation>
    </message>
    <message>
        <source>Given on laptop {name}, not arrived here yet</source>
        <translation>Diberikan di laptop {name}, belum sampai di sini</translation>
    </message>
    <message>
        <source>Typed, not from the book</source>
        <translation>Diketik, bukan dari buku</translation>
    </message>
    <message>
        <source>Bears a provisional reference</source>
        <translation>Memakai nomor sementara</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>Numbers</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Search number, name, event ... (Ctrl+F)</source>
        <translation>Cari nomor, nama, peristiwa ... (Ctrl+F)</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Cetak</translation>
    </message>
    <message>
        <source>The book</source>
        <translation>Buku</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>Buka berkas</translation>
    </message>
    <message>
        <source>Void ...</source>
        <translation>Batalkan ...</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Tahun</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>Belum ada nomor</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>Tidak ada yang cocok</translation>
    </message>
    <message>
        <source>Try fewer letters or another word.</source>
        <translation>Coba huruf yang lebih sedikit atau kata lain.</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Semua tahun</translation>
    </message>
    <message>
        <source>{lines} lines, {given} given</source>
        <translation>{lines} baris, {given} diberikan</translation>
    </message>
    <message>
        <source>No book yet</source>
        <translation>Belum ada buku</translation>
    </message>
    <message>
        <source>The book is here</source>
        <translation>Buku ada di sini</translation>
    </message>
    <message>
        <source>The book is elsewhere</source>
        <translation>Buku di tempat lain</translation>
    </message>
    <message>
        <source>In dispute</source>
        <translation>Perlu diselesaikan</translation>
    </message>
    <message>
        <source>Two books</source>
        <translation>Dua buku</translation>
    </message>
    <message>
        <source>Copied vault</source>
        <translation>Brankas tersalin</translation>
    </message>
    <message>
        <source>Pattern not understood</source>
        <translation>Pola tidak dikenali</translation>
    </message>
    <message>
        <source>Give 1 number ...</source>
        <translation>Beri 1 nomor ...</translation>
    </message>
    <message>
        <source>Give {count} numbers ...</source>
        <translation>Beri {count} nomor ...</translation>
    </message>
    <message>
        <source>a laptop that is not known here</source>
        <translation>laptop yang tidak dikenal di sini</translation>
    </message>
    <message>
        <source>Next number: {number}</source>
        <translation>Nomor berikutnya: {number}</translation>
    </message>
    <message>
        <source>Open it on one laptop of the office. The others print a provisional reference.</source>
        <translation>Buka di satu laptop kantor saja. Laptop lain mencetak nomor sementara.</translation>
    </message>
    <message>
        <source>Numbers of this kind are given on laptop {name}; papers here bear a provisional reference.</source>
        <translation>Nomor jenis ini diberikan di laptop {name}; surat di sini memakai nomor sementara.</translation>
    </message>
    <message>
        <source>No number is given until this is settled.</source>
        <translation>Tidak ada nomor diberikan sebelum hal ini diselesaikan.</translation>
    </message>
    <message>
        <source>When the book is open, a form gets its number with one press; numbers that were typed stand here too.</source>
        <translation>Setelah buku dibuka, formulir mendapat nomornya dengan sekali tekan; nomor yang diketik juga tercantum di sini.</translation>
    </message>
    <message>
        <source>Numbers given from the book, and numbers that were typed into forms, stand here.</source>
        <translation>Nomor yang diberikan dari buku dan nomor yang diketik dalam formulir tercantum di sini.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> dan {count} lagi</translation>
    </message>
    <message>
        <source>Given or typed more than once: {numbers}</source>
        <translation>Diberikan atau diketik lebih dari sekali: {numbers}</translation>
    </message>
    <message>
        <source>Members and secretariat of the office keep this book.</source>
        <translation>Buku ini dipegang oleh anggota dan sekretariat kantor.</translation>
    </message>
    <message>
        <source>Void one of each, with the reason; a typed one is corrected in its form.</source>
        <translation>Batalkan salah satu dengan alasannya; nomor yang diketik diperbaiki dalam formulirnya.</translation>
    </message>
    <message>
        <source>Missing, and nothing says why: {numbers}</source>
        <translation>Tidak ada dalam register, tanpa alasan: {numbers}</translation>
    </message>
    <message>
        <source>Ask the other laptops to send. If that brings nothing, skip to the last number used, with the reason.</source>
        <translation>Mintalah laptop lain mengirim. Jika tidak ada yang datang, lompatlah ke nomor terakhir yang dipakai, dengan alasannya.</translation>
    </message>
    <message>
        <source>{number} stands there {count} times</source>
        <translation>{number} tercatat {count} kali</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>Dua kali</translation>
    </message>
    <message>
        <source>Running number {number} is missing, and nothing says why</source>
        <translation>Nomor urut {number} tidak ada dalam register, tanpa alasan</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lompat</translation>
    </message>
    <message>
        <source>{count} books of this kind are open, each on another laptop.</source>
        <translation>{count} buku jenis ini terbuka, masing-masing di laptop lain.</translation>
    </message>
    <message>
        <source>Agree on one, and close the other on the laptop that holds it.</source>
        <translation>Sepakati satu buku, lalu tutup yang lain di laptop yang memegangnya.</translation>
    </message>
    <message>
        <source>Two laptops have written into this book without knowing of each other.</source>
        <translation>Dua laptop telah menulis dalam buku ini tanpa saling mengetahui.</translation>
    </message>
    <message>
        <source>Compare with the papers, then take the book up on one of them with the last number used.</source>
        <translation>Bandingkan dengan surat-suratnya, lalu ambil alih buku di salah satu laptop dengan nomor terakhir yang dipakai.</translation>
    </message>
    <message>
        <source>This vault and a copy of it have both been in use.</source>
        <translation>Brankas ini dan salinannya sama-sama telah dipakai.</translation>
    </message>
    <message>
        <source>Give numbers on another laptop, or restore this one.</source>
        <translation>Beri nomor di laptop lain, atau pulihkan laptop ini.</translation>
    </message>
    <message>
        <source>The pattern of this book is not understood here.</source>
        <translation>Pola buku ini tidak dikenali di sini.</translation>
    </message>
    <message>
        <source>Update Bukti, or change the pattern.</source>
        <translation>Perbarui Bukti, atau ubah polanya.</translation>
    </message>
    <message>
        <source>The book is open on this laptop.</source>
        <translation>Buku telah dibuka di laptop ini.</translation>
    </message>
    <message>
        <source>The next number follows the new pattern.</source>
        <translation>Nomor berikutnya mengikuti pola baru.</translation>
    </message>
    <message>
        <source>The book was handed over. Send now, or carry a stick, so that it arrives.</source>
        <translation>Buku telah diserahkan. Kirim sekarang, atau bawa dengan flashdisk, supaya sampai.</translation>
    </message>
    <message>
        <source>Numbering goes on here.</source>
        <translation>Penomoran berlanjut di sini.</translation>
    </message>
    <message>
        <source>The book is closed.</source>
        <translation>Buku telah ditutup.</translation>
    </message>
    <message>
        <source>The number is void.</source>
        <translation>Nomor telah dibatalkan.</translation>
    </message>
    <message>
        <source>{count} numbers were given.</source>
        <translation>{count} nomor telah diberikan.</translation>
    </message>
    <message>
        <source>{count} forms got none.</source>
        <translation>{count} formulir tidak mendapatnya.</translation>
    </message>
</context>
<context>
    <name>RegisterTable</name>
    <message>
        <source>Register of numbers</source>
        <translation>Register nomor</translation>
    </message>
</context>
<context>
    <name>RenewDialog</name>
    <message>
        <source>This person&apos;s new passphrase, typed by himself</source>
        <translation>Frasa sandi baru, diketik oleh yang bersangkutan</translation>
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
    <name>RestoreStep</name>
    <message>
        <source>Restore from the second copy</source>
        <translation>Pulihkan dari salinan kedua</translation>
    </message>
    <message>
        <source>Put in the stick or disk with the second copy. Everything that was copied comes back; the old laptop is not needed.</source>
        <translation>Pasang stik atau disk yang berisi salinan kedua. Semua yang tersalin kembali; laptop lama tidak diperlukan.</translation>
    </message>
    <message>
        <source>Choose the stick or disk ...</source>
        <translation>Pilih stik atau disk ...</translation>
    </message>
    <message>
        <source>Your passphrase, or the code of the recovery sheet</source>
        <translation>Frasa sandi Anda, atau kode lembar pemulihan</translation>
    </message>
    <message>
        <source>With the sheet alone you can read; to write, open it with your passphrase afterwards.</source>
        <translation>Dengan lembar saja Anda dapat membaca; untuk menulis, buka dengan frasa sandi Anda sesudahnya.</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Memulihkan</translation>
    </message>
    <message>
        <source>Making the lists</source>
        <translation>Menyusun daftar</translation>
    </message>
    <message>
        <source>Start working</source>
        <translation>Mulai bekerja</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Pulihkan</translation>
    </message>
    <message>
        <source>Choose the stick or disk first.</source>
        <translation>Pilih stik atau disk dahulu.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Everything up to {time} came back: {records} records, {files} files, {drafts} drafts.</source>
        <translation>Semua sampai {time} sudah kembali: {records} catatan, {files} file, {drafts} draf.</translation>
    </message>
    <message>
        <source>Not in the copy: {files} files, {records} records. Damaged parts: {parts}.</source>
        <translation>Tidak ada dalam salinan: {files} file, {records} catatan. Bagian rusak: {parts}.</translation>
    </message>
    <message>
        <source>This laptop is a new one for the centre: enrol it again (Send). End the lost one in People and laptops.</source>
        <translation>Bagi pusat laptop ini baru: daftarkan lagi (Kirim). Akhiri laptop yang hilang di Petugas dan laptop.</translation>
    </message>
    <message>
        <source>Number books stay closed until somebody types the last number used on paper.</source>
        <translation>Buku nomor tetap tertutup sampai seseorang mengetik nomor terakhir yang dipakai di kertas.</translation>
    </message>
    <message>
        <source>Choose the stick or disk with the second copy</source>
        <translation>Pilih stik atau disk yang berisi salinan kedua</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Polling-station supervisor (PTPS)</source>
        <translation>Pengawas TPS (PTPS)</translation>
    </message>
    <message>
        <source>Village supervisor (PKD)</source>
        <translation>Panwaslu Kelurahan/Desa (PKD)</translation>
    </message>
    <message>
        <source>Member of the sub-district office</source>
        <translation>Anggota Panwaslu Kecamatan</translation>
    </message>
    <message>
        <source>Chair of the sub-district office</source>
        <translation>Ketua Panwaslu Kecamatan</translation>
    </message>
    <message>
        <source>Secretariat of the sub-district office</source>
        <translation>Sekretariat Panwaslu Kecamatan</translation>
    </message>
    <message>
        <source>Bawaslu of a regency or city</source>
        <translation>Bawaslu Kabupaten/Kota</translation>
    </message>
    <message>
        <source>Bawaslu of a province</source>
        <translation>Bawaslu Provinsi</translation>
    </message>
    <message>
        <source>Bawaslu RI</source>
        <translation>Bawaslu RI</translation>
    </message>
</context>
<context>
    <name>RoomCard</name>
    <message>
        <source>Room on this laptop</source>
        <translation>Ruang di laptop ini</translation>
    </message>
    <message>
        <source>Remove originals that the centre holds</source>
        <translation>Keluarkan file asli yang disimpan pusat</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Tidak pernah</translation>
    </message>
    <message>
        <source>After {count} days</source>
        <translation>Setelah {count} hari</translation>
    </message>
    <message>
        <source>Asking the centre</source>
        <translation>Bertanya kepada pusat</translation>
    </message>
    <message>
        <source>Only originals go, and only when the centre has signed for them and shows them once more now. Small copies, papers and the second copy stay; an original comes back from the centre when you open it.</source>
        <translation>Hanya file asli yang dikeluarkan, dan hanya bila pusat sudah menandatangani penerimaannya dan menunjukkannya sekali lagi sekarang. Salinan kecil, surat, dan salinan kedua tetap ada; file asli diambil kembali dari pusat saat Anda membukanya.</translation>
    </message>
    <message>
        <source>Remove them by itself after each sending</source>
        <translation>Keluarkan sendiri setiap selesai mengirim</translation>
    </message>
    <message>
        <source>{count} originals ({size}) lie here and at the centre.</source>
        <translation>{count} file asli ({size}) tersimpan di sini dan di pusat.</translation>
    </message>
    <message>
        <source>No original lies both here and at the centre.</source>
        <translation>Tidak ada file asli yang tersimpan di sini sekaligus di pusat.</translation>
    </message>
    <message>
        <source>{count} ({size}) are only here until the centre has signed for them.</source>
        <translation>{count} ({size}) hanya ada di sini sampai pusat menandatangani penerimaannya.</translation>
    </message>
    <message>
        <source>Removed from here so far: {count} originals ({size}), last on {time}; all of them are at the centre.</source>
        <translation>Sudah dikeluarkan dari sini: {count} file asli ({size}), terakhir {time}; semuanya ada di pusat.</translation>
    </message>
    <message>
        <source>{count} originals were removed from this laptop ({size}).</source>
        <translation>{count} file asli dikeluarkan dari laptop ini ({size}).</translation>
    </message>
    <message>
        <source>{count} stay here: the centre did not show them. Tell the centre, and check the vault.</source>
        <translation>{count} tetap di sini: pusat tidak menunjukkannya. Beri tahu pusat, dan periksa brankas.</translation>
    </message>
    <message>
        <source>The centre has just shown that it holds each of them.</source>
        <translation>Pusat baru saja menunjukkan bahwa semuanya tersimpan di sana.</translation>
    </message>
</context>
<context>
    <name>RosterStep</name>
    <message>
        <source>Join your office</source>
        <translation>Bergabung dengan kantor Anda</translation>
    </message>
    <message>
        <source>This laptop needs the office&apos;s roster: its people and their keys, locked by their own passphrases.</source>
        <translation>Laptop ini memerlukan daftar petugas kantor: nama dan kuncinya, terkunci dengan frasa sandi masing-masing.</translation>
    </message>
    <message>
        <source>Choose the roster file ...</source>
        <translation>Pilih file daftar petugas ...</translation>
    </message>
    <message>
        <source>On the first laptop: Settings, People, Write the roster for a second laptop.</source>
        <translation>Di laptop pertama: Setelan, Petugas dan laptop, Tulis daftar petugas untuk laptop kedua.</translation>
    </message>
    <message>
        <source>Type to search ...</source>
        <translation>Ketik untuk mencari ...</translation>
    </message>
    <message>
        <source>Region of the office</source>
        <translation>Wilayah kantor</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Alamat server</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Kode sekali pakai</translation>
    </message>
    <message>
        <source>The regency gives it to you.</source>
        <translation>Diberikan oleh kabupaten/kota.</translation>
    </message>
    <message>
        <source>From a stick</source>
        <translation>Dari flashdisk</translation>
    </message>
    <message>
        <source>From the server</source>
        <translation>Dari server</translation>
    </message>
    <message>
        <source>Fetch from the server</source>
        <translation>Ambil dari server</translation>
    </message>
    <message>
        <source>Choose the region from the list, or a file above.</source>
        <translation>Pilih wilayah dari daftar, atau pilih file di atas.</translation>
    </message>
    <message>
        <source>Type the address.</source>
        <translation>Ketik alamatnya.</translation>
    </message>
    <message>
        <source>The code is missing.</source>
        <translation>Kodenya belum diisi.</translation>
    </message>
    <message>
        <source>Choose the roster file</source>
        <translation>Pilih file daftar petugas</translation>
    </message>
    <message>
        <source>Parcels (*.bukti);;All files (*)</source>
        <translation>Paket (*.bukti);;Semua file (*)</translation>
    </message>
</context>
<context>
    <name>RuleSettingsPage</name>
    <message>
        <source>Rules and calendar</source>
        <translation>Aturan dan kalender</translation>
    </message>
    <message>
        <source>Rules of {version}</source>
        <translation>Aturan versi {version}</translation>
    </message>
    <message>
        <source>The first day counts</source>
        <translation>Hari pertama ikut dihitung</translation>
    </message>
    <message>
        <source>Cuti bersama is a working day</source>
        <translation>Cuti bersama dihitung hari kerja</translation>
    </message>
    <message>
        <source>Add a day off</source>
        <translation>Tambah hari libur</translation>
    </message>
    <message>
        <source>How days are counted</source>
        <translation>Cara menghitung hari</translation>
    </message>
    <message>
        <source>Office hours</source>
        <translation>Jam kerja</translation>
    </message>
    <message>
        <source>No source was found that settles this: {mark}.</source>
        <translation>Belum ada sumber yang memastikannya: {mark}.</translation>
    </message>
    <message>
        <source>Monday to Thursday</source>
        <translation>Senin sampai Kamis</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Jumat</translation>
    </message>
    <message>
        <source>opens</source>
        <translation>buka</translation>
    </message>
    <message>
        <source>closes</source>
        <translation>tutup</translation>
    </message>
    <message>
        <source>Days off</source>
        <translation>Hari libur</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Tahun</translation>
    </message>
    <message>
        <source>Name of the day off</source>
        <translation>Nama hari libur</translation>
    </message>
    <message>
        <source>Lengths that no law confirms here</source>
        <translation>Lama tenggat yang belum dipastikan</translation>
    </message>
    <message>
        <source>Stages of the next election</source>
        <translation>Tahapan berikutnya</translation>
    </message>
    <message>
        <source>Candidates fixed</source>
        <translation>Penetapan calon</translation>
    </message>
    <message>
        <source>Campaign from</source>
        <translation>Kampanye mulai</translation>
    </message>
    <message>
        <source>Campaign to</source>
        <translation>Kampanye sampai</translation>
    </message>
    <message>
        <source>Voting</source>
        <translation>Pemungutan suara</translation>
    </message>
    <message>
        <source>Type the day and its name.</source>
        <translation>Isi hari dan namanya.</translation>
    </message>
    <message>
        <source>Type the hours as 08.00.</source>
        <translation>Tulis jam sebagai 08.00.</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Desk closed</source>
        <translation>Loket tutup</translation>
    </message>
    <message>
        <source>{n} days over</source>
        <translation>Lewat {n} hari</translation>
    </message>
    <message>
        <source>Last day: today</source>
        <translation>Terakhir hari ini</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Sampai besok</translation>
    </message>
    <message>
        <source>{n} days left</source>
        <translation>{n} hari lagi</translation>
    </message>
    <message>
        <source>Done in time</source>
        <translation>Tepat waktu</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>Terlambat {n} hari</translation>
    </message>
    <message>
        <source>If needed</source>
        <translation>Bila perlu</translation>
    </message>
    <message>
        <source>Kept by others</source>
        <translation>Oleh pihak lain</translation>
    </message>
    <message>
        <source>Lapsed</source>
        <translation>Tidak dilengkapi</translation>
    </message>
    <message>
        <source>{day}, until {time}</source>
        <translation>{day}, sampai pukul {time}</translation>
    </message>
    <message>
        <source>{day}; the desk closes {moment}</source>
        <translation>{day}; loket tutup {moment}</translation>
    </message>
    <message>
        <source>calendar days</source>
        <translation>hari kalender</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>hari kerja</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>jam</translation>
    </message>
    <message>
        <source>The office is closed on the last day; the last office day is {day}.</source>
        <translation>Kantor tutup pada hari terakhir; hari kantor terakhir {day}.</translation>
    </message>
    <message>
        <source>Counted in calendar days it would end on {day}.</source>
        <translation>Bila dihitung hari kalender, berakhir {day}.</translation>
    </message>
    <message>
        <source>Safe until {day}.</source>
        <translation>Aman sampai {day}.</translation>
    </message>
    <message>
        <source>check the rules</source>
        <translation>periksa ketentuan</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>praktik</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>Terpenuhi</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Kurang</translation>
    </message>
    <message>
        <source>Not clear</source>
        <translation>Belum jelas</translation>
    </message>
    <message>
        <source>Said by a person</source>
        <translation>Dinyatakan petugas</translation>
    </message>
    <message>
        <source>{said} (the form says: {state})</source>
        <translation>{said} (menurut formulir: {state})</translation>
    </message>
    <message>
        <source>The name is not written in the form.</source>
        <translation>Nama belum diisi pada formulir.</translation>
    </message>
    <message>
        <source>The address is not written in the form.</source>
        <translation>Alamat belum diisi pada formulir.</translation>
    </message>
    <message>
        <source>The identity is sealed; one who may open it must look.</source>
        <translation>Identitas tersegel; harus dilihat oleh yang boleh membukanya.</translation>
    </message>
    <message>
        <source>The day on which it became known is not told.</source>
        <translation>Hari diketahuinya belum disebutkan.</translation>
    </message>
    <message>
        <source>The last day was {day}.</source>
        <translation>Hari terakhirnya {day}.</translation>
    </message>
    <message>
        <source>Still possible until {day}.</source>
        <translation>Masih dapat sampai {day}.</translation>
    </message>
    <message>
        <source>Came after the last day, {day}.</source>
        <translation>Datang setelah hari terakhir, {day}.</translation>
    </message>
    <message>
        <source>Came after the desk closed on {day}; does it count?</source>
        <translation>Datang setelah loket tutup pada {day}; apakah dihitung?</translation>
    </message>
    <message>
        <source>Known before it happened ({day}): check both days.</source>
        <translation>Diketahui sebelum terjadi ({day}): periksa kedua hari itu.</translation>
    </message>
    <message>
        <source>Compare the signature with the identity card.</source>
        <translation>Bandingkan tanda tangan dengan kartu identitas.</translation>
    </message>
    <message>
        <source>Nothing is written in the form.</source>
        <translation>Belum diisi pada formulir.</translation>
    </message>
    <message>
        <source>There is no such day.</source>
        <translation>Tidak ada hari seperti itu.</translation>
    </message>
    <message>
        <source>No item of evidence is listed or attached.</source>
        <translation>Belum ada bukti yang dicatat atau dilampirkan.</translation>
    </message>
    <message>
        <source>Your role does not make this move.</source>
        <translation>Langkah ini bukan wewenang peran Anda.</translation>
    </message>
    <message>
        <source>The usual way does not go from {first} to {last}.</source>
        <translation>Alur biasa tidak dari {first} ke {last}.</translation>
    </message>
    <message>
        <source>There is no Form A yet.</source>
        <translation>Formulir Model A belum ada.</translation>
    </message>
    <message>
        <source>There is no report form yet.</source>
        <translation>Formulir Laporan belum ada.</translation>
    </message>
    <message>
        <source>No breach was chosen yet.</source>
        <translation>Belum ada pelanggaran yang dipilih.</translation>
    </message>
    <message>
        <source>A breach is suspected in this case.</source>
        <translation>Dalam berkas ini ada dugaan pelanggaran.</translation>
    </message>
    <message>
        <source>Missing: {codes}.</source>
        <translation>Kurang: {codes}.</translation>
    </message>
    <message>
        <source>Not clear yet: {codes}.</source>
        <translation>Belum jelas: {codes}.</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Tidak ada yang kurang.</translation>
    </message>
    <message>
        <source>The reporter may still complete: {codes}.</source>
        <translation>Pelapor masih dapat melengkapi: {codes}.</translation>
    </message>
    <message>
        <source>The reporter still has time to complete the report.</source>
        <translation>Pelapor masih punya waktu melengkapi laporan.</translation>
    </message>
    <message>
        <source>The time is over: {limits}.</source>
        <translation>Waktunya sudah lewat: {limits}.</translation>
    </message>
    <message>
        <source>No invitation is noted (at least a day before, twice at most).</source>
        <translation>Undangan belum dicatat (paling lambat sehari sebelumnya, paling banyak dua kali).</translation>
    </message>
    <message>
        <source>A district does not decide this: {kinds}.</source>
        <translation>Bukan kewenangan kecamatan untuk memutus: {kinds}.</translation>
    </message>
    <message>
        <source>No addressee follows from what was chosen.</source>
        <translation>Dari yang dipilih tidak ada tujuan penerusan.</translation>
    </message>
    <message>
        <source>ran then: {deadline} until {day}</source>
        <translation>tenggat saat itu: {deadline} sampai {day}</translation>
    </message>
    <message>
        <source>This breach belongs to the other election law.</source>
        <translation>Pelanggaran ini termasuk rezim yang lain.</translation>
    </message>
    <message>
        <source>This breach is not about the kind of person who is reported.</source>
        <translation>Pelanggaran ini bukan bagi jenis subjek yang dilaporkan.</translation>
    </message>
    <message>
        <source>On the day of the event the election stood at another phase ({day}).</source>
        <translation>Pada hari kejadian tahapan sudah lain ({day}).</translation>
    </message>
    <message>
        <source>It is forbidden from {day} on only.</source>
        <translation>Baru dilarang sejak {day}.</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>terverifikasi</translation>
    </message>
    <message>
        <source>partly verified</source>
        <translation>sebagian terverifikasi</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>belum dipastikan</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Diketahui</translation>
    </message>
    <message>
        <source>Information received</source>
        <translation>Informasi diterima</translation>
    </message>
    <message>
        <source>Supervised</source>
        <translation>Diawasi</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Disampaikan</translation>
    </message>
    <message>
        <source>Advice given</source>
        <translation>Saran perbaikan diberikan</translation>
    </message>
    <message>
        <source>Notice given</source>
        <translation>Pemberitahuan disampaikan</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Dilengkapi</translation>
    </message>
    <message>
        <source>Initial study</source>
        <translation>Kajian awal</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Diregistrasi</translation>
    </message>
    <message>
        <source>Registered by the regency</source>
        <translation>Diregistrasi kabupaten/kota</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Tidak diregistrasi</translation>
    </message>
    <message>
        <source>Clarification</source>
        <translation>Klarifikasi</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Diputus</translation>
    </message>
    <message>
        <source>Result of Gakkumdu</source>
        <translation>Hasil Sentra Gakkumdu</translation>
    </message>
    <message>
        <source>Forwarded to the police</source>
        <translation>Diteruskan kepada penyidik</translation>
    </message>
    <message>
        <source>Entered in SBT</source>
        <translation>Dimasukkan ke SBT</translation>
    </message>
    <message>
        <source>Verified in SBT</source>
        <translation>Diverifikasi di SBT</translation>
    </message>
    <message>
        <source>Studied by Bawaslu in SBT</source>
        <translation>Dikaji Bawaslu di SBT</translation>
    </message>
    <message>
        <source>First discussion at Gakkumdu</source>
        <translation>Pembahasan pertama Sentra Gakkumdu</translation>
    </message>
    <message>
        <source>Police investigation done</source>
        <translation>Penyidikan selesai</translation>
    </message>
    <message>
        <source>Advice carried out</source>
        <translation>Saran perbaikan dilaksanakan</translation>
    </message>
    <message>
        <source>Status announced</source>
        <translation>Status diumumkan</translation>
    </message>
</context>
<context>
    <name>ScanCard</name>
    <message>
        <source>No signed code could be read. Scan or photograph the page again.</source>
        <translation>Kode pemeriksaan tidak terbaca. Pindai atau foto halamannya sekali lagi.</translation>
    </message>
    <message>
        <source>Cannot be told</source>
        <translation>Tidak dapat dipastikan</translation>
    </message>
    <message>
        <source>Signature genuine; compare the facts</source>
        <translation>Tanda tangan asli; bandingkan isinya</translation>
    </message>
    <message>
        <source>Nothing speaks against it; compare the facts</source>
        <translation>Tidak ada yang bertentangan; bandingkan isinya</translation>
    </message>
    <message>
        <source>Not genuine</source>
        <translation>Tidak asli</translation>
    </message>
    <message>
        <source>The scanned page</source>
        <translation>Halaman hasil pindai</translation>
    </message>
    <message>
        <source>The code was signed over these facts. Is exactly this printed on the page?</source>
        <translation>Kode ditandatangani atas isi berikut. Apakah persis ini yang tercetak pada halaman?</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nomor</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Tanggal</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulir</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Kantor</translation>
    </message>
    <message>
        <source>Signed by {name}, {role}, office {office}.</source>
        <translation>Ditandatangani oleh {name}, {role}, kantor {office}.</translation>
    </message>
    <message>
        <source>DRILL: this office is invented; the paper is not official.</source>
        <translation>LATIHAN: kantor ini rekaan; surat ini bukan surat resmi.</translation>
    </message>
    <message>
        <source>Signature?</source>
        <translation>Tanda tangan?</translation>
    </message>
    <message>
        <source>Known signer?</source>
        <translation>Penanda tangan dikenal?</translation>
    </message>
    <message>
        <source>As recorded?</source>
        <translation>Sesuai catatan?</translation>
    </message>
    <message>
        <source>As printed?</source>
        <translation>Sama dengan yang tercetak?</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Isi</translation>
    </message>
    <message>
        <source>{what}: the code was signed over {code}, the records say {recorded}.</source>
        <translation>{what}: kode ditandatangani atas {code}, catatan menyebut {recorded}.</translation>
    </message>
    <message>
        <source>beside the code</source>
        <translation>di samping kode</translation>
    </message>
    <message>
        <source>in the heading</source>
        <translation>di kepala surat</translation>
    </message>
    <message>
        <source>above the signatures</source>
        <translation>di atas tanda tangan</translation>
    </message>
    <message>
        <source>{what} {place}, page {page}: {read} is printed, {signed} was signed.</source>
        <translation>{what} {place}, halaman {page}: tercetak {read}, yang ditandatangani {signed}.</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>No code could be read on this page.</source>
        <translation>Tidak ada kode yang terbaca pada halaman ini.</translation>
    </message>
    <message>
        <source>The code names a paper that is not in this vault.</source>
        <translation>Kode menyebut surat yang tidak ada di brankas ini.</translation>
    </message>
    <message>
        <source>The page belongs to a paper of another case.</source>
        <translation>Halaman ini milik surat dari berkas perkara lain.</translation>
    </message>
    <message>
        <source>This page of the paper was scanned twice.</source>
        <translation>Halaman surat ini terpindai dua kali.</translation>
    </message>
    <message>
        <source>The paper is known, but not which page this is.</source>
        <translation>Dokumennya diketahui, tetapi tidak jelas halaman ke berapa.</translation>
    </message>
    <message>
        <source>The file cannot be opened. Scan the sheet again.</source>
        <translation>File tidak dapat dibuka. Pindai lagi lembarnya.</translation>
    </message>
    <message>
        <source>The earlier scan stays in the history.</source>
        <translation>Hasil pindai yang lama tetap ada dalam riwayat.</translation>
    </message>
    <message>
        <source>{count} pages were here already.</source>
        <translation>{count} halaman sudah ada sebelumnya.</translation>
    </message>
    <message>
        <source>{count} pages wait below for you to match them.</source>
        <translation>{count} halaman di bawah menunggu untuk dicocokkan.</translation>
    </message>
    <message>
        <source>{count} papers got their scans.</source>
        <translation>{count} surat menerima hasil pindainya.</translation>
    </message>
    <message>
        <source>No page was matched to a paper.</source>
        <translation>Tidak ada halaman yang cocok dengan surat.</translation>
    </message>
    <message>
        <source>{scanned} pages</source>
        <translation>{scanned} halaman</translation>
    </message>
    <message>
        <source>all {pages} pages</source>
        <translation>lengkap {pages} halaman</translation>
    </message>
    <message>
        <source>page {named} of {pages} is missing</source>
        <translation>halaman {named} dari {pages} belum ada</translation>
    </message>
    <message>
        <source>No signed original yet</source>
        <translation>Belum ada asli bertanda tangan</translation>
    </message>
    <message>
        <source>Signed original: {words}</source>
        <translation>Asli bertanda tangan: {words}</translation>
    </message>
</context>
<context>
    <name>ScansPage</name>
    <message>
        <source>Scanned papers</source>
        <translation>Surat hasil pindai</translation>
    </message>
    <message>
        <source>Take in scans ...</source>
        <translation>Ambil hasil pindai ...</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Pages of this file</source>
        <translation>Halaman file ini</translation>
    </message>
    <message>
        <source>Which paper is it?</source>
        <translation>Surat yang mana?</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Lampirkan</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Pages that wait</source>
        <translation>Halaman yang menunggu</translation>
    </message>
    <message>
        <source>Page number</source>
        <translation>Nomor halaman</translation>
    </message>
    <message>
        <source>Pages of the paper</source>
        <translation>Jumlah halaman surat</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>tidak diketahui</translation>
    </message>
    <message>
        <source>Match by hand</source>
        <translation>Cocokkan sendiri</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Halaman</translation>
    </message>
    <message>
        <source>of</source>
        <translation>dari</translation>
    </message>
    <message>
        <source>Take in the scans of signed papers: many pages in one file, in any order. The code on each page finds its paper.</source>
        <translation>Ambil hasil pindai surat bertanda tangan: banyak halaman dalam satu file, urutan bebas. Kode pada tiap halaman menemukan suratnya.</translation>
    </message>
    <message>
        <source>No page waits</source>
        <translation>Tidak ada halaman yang menunggu</translation>
    </message>
    <message>
        <source>Choose scans</source>
        <translation>Pilih hasil pindai</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>Hasil pindai</translation>
    </message>
    <message>
        <source>{file}, page {page}</source>
        <translation>{file}, halaman {page}</translation>
    </message>
    <message>
        <source>{count} pages wait</source>
        <translation>{count} halaman menunggu</translation>
    </message>
    <message>
        <source>Throw this page away for good? Keep the sheet itself.</source>
        <translation>Buang halaman ini untuk seterusnya? Simpan lembar aslinya.</translation>
    </message>
    <message>
        <source>Stopped. Nothing of these scans was taken in.</source>
        <translation>Dihentikan. Tidak ada hasil pindai ini yang diambil.</translation>
    </message>
    <message>
        <source>The files are where they were.</source>
        <translation>File tetap di tempatnya.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Kosongkan</translation>
    </message>
    <message>
        <source>The search text was too long and was not taken: at most {most} characters are looked for. Use a few words of it.</source>
        <translation>Teks pencarian terlalu panjang dan tidak diambil: paling banyak {most} huruf yang dicari. Pakai beberapa kata saja.</translation>
    </message>
</context>
<context>
    <name>SecondPersonStep</name>
    <message>
        <source>Ready to work</source>
        <translation>Siap bekerja</translation>
    </message>
    <message>
        <source>If a second person has a passphrase of his own, one forgotten passphrase locks nobody out.</source>
        <translation>Bila orang kedua punya frasa sandi sendiri, satu frasa sandi yang terlupa tidak mengunci siapa pun.</translation>
    </message>
    <message>
        <source>Admit a second person</source>
        <translation>Tambah petugas kedua</translation>
    </message>
    <message>
        <source>Admit</source>
        <translation>Tambahkan</translation>
    </message>
    <message>
        <source>Start working</source>
        <translation>Mulai bekerja</translation>
    </message>
    <message>
        <source>{name} was admitted and can open this vault with his own passphrase.</source>
        <translation>{name} sudah ditambahkan dan dapat membuka brankas ini dengan frasa sandinya sendiri.</translation>
    </message>
</context>
<context>
    <name>SendingCard</name>
    <message>
        <source>How it is sent</source>
        <translation>Cara mengirim</translation>
    </message>
    <message>
        <source>At once, after everything else</source>
        <translation>Segera, setelah yang lain</translation>
    </message>
    <message>
        <source>At night, 22.00 to 05.00</source>
        <translation>Malam hari, pukul 22.00 sampai 05.00</translation>
    </message>
    <message>
        <source>Not over the line: by USB stick</source>
        <translation>Tidak lewat jaringan: dengan stik USB</translation>
    </message>
    <message>
        <source>Forms, signed papers and small copies of photos always go first.</source>
        <translation>Formulir, surat bertanda tangan, dan salinan kecil foto selalu lebih dahulu.</translation>
    </message>
    <message>
        <source>Originals of photos and videos</source>
        <translation>File asli foto dan video</translation>
    </message>
    <message>
        <source>At most a day, both ways</source>
        <translation>Paling banyak sehari, kirim dan terima</translation>
    </message>
    <message>
        <source>For a line that is paid by the megabyte.</source>
        <translation>Untuk jaringan yang dibayar per megabyte.</translation>
    </message>
    <message>
        <source>Each office has its own moment, so that not all begin at once.</source>
        <translation>Tiap kantor punya waktunya sendiri, supaya tidak semua mulai bersamaan.</translation>
    </message>
    <message>
        <source>Begin by itself each evening at {time}</source>
        <translation>Mulai sendiri setiap sore pukul {time}</translation>
    </message>
    <message>
        <source>Begin by itself each evening at {time}, with originals at {night}</source>
        <translation>Mulai sendiri setiap sore pukul {time}, file asli pukul {night}</translation>
    </message>
    <message>
        <source>Today {size} went over the line.</source>
        <translation>Hari ini {size} lewat jaringan.</translation>
    </message>
    <message>
        <source>{count} MB</source>
        <translation>{count} MB</translation>
    </message>
    <message>
        <source>Any amount</source>
        <translation>Berapa pun</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>People and laptops</source>
        <translation>Petugas dan laptop</translation>
    </message>
    <message>
        <source>Admit, change, end; a new key after a forgotten passphrase</source>
        <translation>Menambah, mengubah, mengakhiri; kunci baru bila frasa sandi terlupa</translation>
    </message>
    <message>
        <source>Rules and calendar</source>
        <translation>Aturan dan kalender</translation>
    </message>
    <message>
        <source>How days are counted, office hours, days off, stages</source>
        <translation>Cara menghitung hari, jam kerja, hari libur, tahapan</translation>
    </message>
    <message>
        <source>New recovery sheet</source>
        <translation>Lembar pemulihan baru</translation>
    </message>
    <message>
        <source>If the old one is lost or was seen</source>
        <translation>Bila yang lama hilang atau terbaca orang</translation>
    </message>
    <message>
        <source>Words of the official papers</source>
        <translation>Bunyi surat resmi</translation>
    </message>
    <message>
        <source>Codes, titles and sentences as your office prints them</source>
        <translation>Kode, judul, dan kalimat yang dicetak kantor Anda</translation>
    </message>
    <message>
        <source>Letterhead and paper</source>
        <translation>Kepala surat dan kertas</translation>
    </message>
    <message>
        <source>Name lines, address, logo, size of the paper</source>
        <translation>Baris nama, alamat, logo, ukuran kertas</translation>
    </message>
    <message>
        <source>Timestamps and authorities</source>
        <translation>Stempel waktu dan penerbit sertifikat</translation>
    </message>
    <message>
        <source>Who tells the time for signed papers, and whom this office believes</source>
        <translation>Siapa yang memberi waktu pada surat, dan siapa yang dipercaya kantor ini</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Biasa</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Besar</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>Sangat besar</translation>
    </message>
    <message>
        <source>How long things are kept, what falls due, orders and who has obeyed</source>
        <translation>Lama penyimpanan, yang jatuh tempo, perintah, dan siapa yang sudah menaati</translation>
    </message>
    <message>
        <source>Keeping and destroying</source>
        <translation>Penyimpanan dan pemusnahan</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Kunci sekarang</translation>
    </message>
    <message>
        <source>Ctrl+L; the passphrase opens it again</source>
        <translation>Ctrl+L; frasa sandi membukanya lagi</translation>
    </message>
    <message>
        <source>The office, as it is printed</source>
        <translation>Kantor, seperti yang tercetak</translation>
    </message>
    <message>
        <source>About Bukti</source>
        <translation>Tentang Bukti</translation>
    </message>
    <message>
        <source>People and safety</source>
        <translation>Petugas dan keamanan</translation>
    </message>
    <message>
        <source>Screen and paper</source>
        <translation>Layar dan kertas</translation>
    </message>
    <message>
        <source>Language of the screen</source>
        <translation>Bahasa layar</translation>
    </message>
    <message>
        <source>Official papers are always in Indonesian.</source>
        <translation>Surat resmi selalu berbahasa Indonesia.</translation>
    </message>
    <message>
        <source>Size of the letters</source>
        <translation>Ukuran huruf</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>Tenggat</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kode</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Wilayah</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Surel</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zona waktu</translation>
    </message>
    <message>
        <source>Folder of the vault</source>
        <translation>Folder brankas</translation>
    </message>
    <message>
        <source>Fingerprint of this laptop</source>
        <translation>Sidik laptop ini</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lisensi</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Data wilayah</translation>
    </message>
    <message>
        <source>Contains information from idn-area-data, made available under the ODbL 1.0</source>
        <translation>Memuat informasi dari idn-area-data, yang tersedia berdasarkan ODbL 1.0 (Contains information from idn-area-data, made available under the ODbL 1.0)</translation>
    </message>
    <message>
        <source>Open the licence of the region data</source>
        <translation>Buka lisensi data wilayah</translation>
    </message>
    <message>
        <source>The new recovery sheet is in force.</source>
        <translation>Lembar pemulihan yang baru sudah berlaku.</translation>
    </message>
    <message>
        <source>Tear the old one up.</source>
        <translation>Robek lembar yang lama.</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>New recovery sheet</source>
        <translation>Lembar pemulihan baru</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>The sheet made before opens nothing any more: tear it up when the new one is put away.</source>
        <translation>Lembar yang lama tidak membuka apa pun lagi: robek setelah lembar baru disimpan.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Make the sheet</source>
        <translation>Buat lembar</translation>
    </message>
    <message>
        <source>Save the recovery sheet</source>
        <translation>Simpan lembar pemulihan</translation>
    </message>
</context>
<context>
    <name>SheetStep</name>
    <message>
        <source>The recovery sheet</source>
        <translation>Lembar pemulihan</translation>
    </message>
    <message>
        <source>If every passphrase is forgotten, only this sheet opens the data again. It is shown now and kept nowhere.</source>
        <translation>Bila semua frasa sandi terlupa, hanya lembar ini yang membuka data kembali. Lembar ditampilkan sekarang dan tidak disimpan di mana pun.</translation>
    </message>
    <message>
        <source>Save as PDF ...</source>
        <translation>Simpan sebagai PDF ...</translation>
    </message>
    <message>
        <source>Print ...</source>
        <translation>Cetak ...</translation>
    </message>
    <message>
        <source>Keep it locked away, not beside the laptop. Do not photograph it. Writing the groups down by hand is good too.</source>
        <translation>Simpan di tempat terkunci, jauh dari laptop. Jangan difoto. Menyalin kelompok kode dengan tangan juga boleh.</translation>
    </message>
    <message>
        <source>Show the code again</source>
        <translation>Tampilkan kodenya lagi</translation>
    </message>
    <message>
        <source>I have the sheet</source>
        <translation>Lembar sudah ada pada saya</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Pastikan</translation>
    </message>
    <message>
        <source>Saved: {path}. Print it, put it away, then delete the file.</source>
        <translation>Tersimpan: {path}. Cetak, simpan lembarnya, lalu hapus filenya.</translation>
    </message>
    <message>
        <source>This is not group {number}. Look at the sheet once more.</source>
        <translation>Ini bukan kelompok {number}. Lihat lembarnya sekali lagi.</translation>
    </message>
    <message>
        <source>Type group {number} from your sheet</source>
        <translation>Ketik kelompok {number} dari lembar Anda</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Sign a paper</source>
        <translation>Tanda tangani surat</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Signature block</source>
        <translation>Kolom tanda tangan</translation>
    </message>
    <message>
        <source>Prepared file</source>
        <translation>File siap</translation>
    </message>
    <message>
        <source>Prepare ...</source>
        <translation>Siapkan ...</translation>
    </message>
    <message>
        <source>Usually signed first: {names}. You can sign all the same.</source>
        <translation>Biasanya {names} menandatangani lebih dahulu. Anda tetap dapat menandatangani.</translation>
    </message>
</context>
<context>
    <name>SignListPage</name>
    <message>
        <source>Sign papers</source>
        <translation>Tanda tangani surat</translation>
    </message>
    <message>
        <source>Search number, event, form ...</source>
        <translation>Cari nomor, peristiwa, formulir ...</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangani</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Ditandatangani</translation>
    </message>
    <message>
        <source>Nothing waits for a signature</source>
        <translation>Tidak ada yang menunggu tanda tangan</translation>
    </message>
    <message>
        <source>Every paper of these cases is signed. A form that is changed later waits here again.</source>
        <translation>Setiap surat dari berkas ini sudah ditandatangani. Formulir yang diubah kemudian akan menunggu di sini lagi.</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>These papers</source>
        <translation>Surat-surat ini</translation>
    </message>
    <message>
        <source>{count} statements are not sealed yet. Read them back and seal them first; each has its own page.</source>
        <translation>{count} keterangan belum disegel. Bacakan kembali dan segel dahulu; masing-masing punya halaman sendiri.</translation>
    </message>
    <message>
        <source>You sign {count} papers, as {name}, each exactly as its form stands now. Every signature is a legal act.</source>
        <translation>Anda menandatangani {count} surat, sebagai {name}, masing-masing persis seperti formulirnya saat ini. Setiap tanda tangan adalah perbuatan hukum.</translation>
    </message>
    <message>
        <source>Sign {count} papers</source>
        <translation>Tanda tangani {count} surat</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> dan {count} lagi</translation>
    </message>
    <message>
        <source>{count} papers are signed and kept.</source>
        <translation>{count} surat ditandatangani dan disimpan.</translation>
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
    <name>Standing</name>
    <message>
        <source>Draft</source>
        <translation>Draf</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Tersimpan</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Tersalin</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Diterima</translation>
    </message>
</context>
<context>
    <name>StandingState</name>
    <message>
        <source>{count} changes wait to be sent</source>
        <translation>{count} perubahan menunggu dikirim</translation>
    </message>
    <message>
        <source>Nothing waits to be sent</source>
        <translation>Tidak ada yang menunggu dikirim</translation>
    </message>
    <message>
        <source>last sent {ago}</source>
        <translation>terakhir kirim {ago}</translation>
    </message>
    <message>
        <source>never sent</source>
        <translation>belum pernah dikirim</translation>
    </message>
    <message>
        <source>no second copy yet</source>
        <translation>belum ada salinan kedua</translation>
    </message>
    <message>
        <source>the second copy&apos;s disk is not there</source>
        <translation>disk salinan kedua tidak terpasang</translation>
    </message>
    <message>
        <source>the second copy is full</source>
        <translation>salinan kedua penuh</translation>
    </message>
</context>
<context>
    <name>StatementPage</name>
    <message>
        <source>Read back and sign</source>
        <translation>Bacakan dan tanda tangan</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ubah</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Surat</translation>
    </message>
    <message>
        <source>New statement that supersedes it</source>
        <translation>Keterangan baru pengganti</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>Read back in full, and confirmed.</source>
        <translation>Sudah dibacakan seluruhnya dan dibenarkan.</translation>
    </message>
    <message>
        <source>It is signed on paper instead</source>
        <translation>Ditandatangani di atas kertas</translation>
    </message>
    <message>
        <source>Signature of the person heard</source>
        <translation>Tanda tangan yang diklarifikasi</translation>
    </message>
    <message>
        <source>Signature of the clarifier</source>
        <translation>Tanda tangan yang mengklarifikasi</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Kosongkan</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>Seal the statement</source>
        <translation>Segel keterangan</translation>
    </message>
    <message>
        <source>Read the text on the left aloud, from beginning to end. Then let it be signed.</source>
        <translation>Bacakan teks di sebelah kiri dengan suara jelas dari awal sampai akhir, lalu mintakan tanda tangan.</translation>
    </message>
    <message>
        <source>Sealing is a legal act in your name. After it nobody can change this text; a later one can only supersede it.</source>
        <translation>Menyegel adalah perbuatan hukum atas nama Anda. Sesudahnya teks ini tidak dapat diubah siapa pun; hanya dapat digantikan keterangan baru.</translation>
    </message>
    <message>
        <source>Sealed statement</source>
        <translation>Keterangan tersegel</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>Tersegel</translation>
    </message>
    <message>
        <source>Not sealed yet</source>
        <translation>Belum disegel</translation>
    </message>
    <message>
        <source>Identity protected</source>
        <translation>Identitas dilindungi</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>Sudah digantikan</translation>
    </message>
    <message>
        <source>Person heard</source>
        <translation>Yang diklarifikasi</translation>
    </message>
    <message>
        <source>Clarifier</source>
        <translation>Yang mengklarifikasi</translation>
    </message>
    <message>
        <source>Signed on the screen.</source>
        <translation>Ditandatangani di layar.</translation>
    </message>
    <message>
        <source>Signed on paper.</source>
        <translation>Ditandatangani di atas kertas.</translation>
    </message>
    <message>
        <source>Sealed {time} by {name}.</source>
        <translation>Disegel oleh {name}, {time}.</translation>
    </message>
    <message>
        <source>Record {id}</source>
        <translation>Catatan {id}</translation>
    </message>
    <message>
        <source>The statement is sealed.</source>
        <translation>Keterangan sudah disegel.</translation>
    </message>
    <message>
        <source>It can be read and printed, but no longer changed.</source>
        <translation>Dapat dibaca dan dicetak, tetapi tidak dapat diubah lagi.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>In preparation</source>
        <translation>Penyusunan</translation>
    </message>
    <message>
        <source>Result signed</source>
        <translation>LHP ditandatangani</translation>
    </message>
    <message>
        <source>Awaiting plenary</source>
        <translation>Menunggu pleno</translation>
    </message>
    <message>
        <source>Advice given</source>
        <translation>Saran perbaikan</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Temuan</translation>
    </message>
    <message>
        <source>Report received</source>
        <translation>Laporan diterima</translation>
    </message>
    <message>
        <source>Initial study</source>
        <translation>Kajian awal</translation>
    </message>
    <message>
        <source>Awaiting completion</source>
        <translation>Menunggu kelengkapan</translation>
    </message>
    <message>
        <source>Not registered</source>
        <translation>Tidak diregistrasi</translation>
    </message>
    <message>
        <source>Preliminary information</source>
        <translation>Informasi awal</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Diregistrasi</translation>
    </message>
    <message>
        <source>Clarification</source>
        <translation>Klarifikasi</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Kajian</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>Diperpanjang</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Terbukti</translation>
    </message>
    <message>
        <source>Not proven</source>
        <translation>Tidak terbukti</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>Diteruskan</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Dilimpahkan</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Diambil alih</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Status diumumkan</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Diarsipkan</translation>
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
    <name>Step</name>
    <message>
        <source>Next</source>
        <translation>Lanjut</translation>
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
    <name>StickCard</name>
    <message>
        <source>USB stick</source>
        <translation>Stik USB</translation>
    </message>
    <message>
        <source>To USB stick ...</source>
        <translation>Ke stik USB ...</translation>
    </message>
    <message>
        <source>From USB stick ...</source>
        <translation>Dari stik USB ...</translation>
    </message>
    <message>
        <source>Also what the centre has received, for the second laptop of the office</source>
        <translation>Juga yang sudah diterima pusat, untuk laptop kedua kantor</translation>
    </message>
    <message>
        <source>Checking the stick</source>
        <translation>Memeriksa stik</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Menulis</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Membaca</translation>
    </message>
    <message>
        <source>Without internet: write a stick and give it to anybody who has a line. It is encrypted; only this office and the centre can open it. The receipt comes back on the same stick.</source>
        <translation>Tanpa internet: tulis ke stik dan titipkan kepada siapa pun yang punya jaringan. Isinya terenkripsi; hanya kantor ini dan pusat yang dapat membukanya. Tanda terima kembali lewat stik yang sama.</translation>
    </message>
    <message>
        <source>Choose the stick to write to</source>
        <translation>Pilih stik yang akan ditulisi</translation>
    </message>
    <message>
        <source>Choose the stick to read</source>
        <translation>Pilih stik yang akan dibaca</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Written: {records} records and {files} files ({size}). From before: {already}.</source>
        <translation>Ditulis: {records} catatan dan {files} file ({size}). Dari sebelumnya: {already}.</translation>
    </message>
    <message>
        <source>Left: {records} records and {files} files ({size}).</source>
        <translation>Sisa: {records} catatan dan {files} file ({size}).</translation>
    </message>
    <message>
        <source>The stick is full: put the next stick in, then choose To USB stick again.</source>
        <translation>Stik penuh: pasang stik berikutnya, lalu pilih Ke stik USB lagi.</translation>
    </message>
    <message>
        <source>Nothing waits: the stick needs nothing more.</source>
        <translation>Tidak ada yang menunggu: stik sudah lengkap.</translation>
    </message>
    <message>
        <source>Remove it safely, then give it to whoever has a line. What comes back on it: choose From USB stick.</source>
        <translation>Lepas dengan aman, lalu berikan kepada siapa pun yang punya jaringan. Yang kembali lewat stik: pilih Dari stik USB.</translation>
    </message>
    <message>
        <source>The stick is ready.</source>
        <translation>Stik siap.</translation>
    </message>
    <message>
        <source>Only this office can open it: the centre is not known to this laptop yet (enrol once).</source>
        <translation>Hanya kantor ini yang dapat membukanya: pusat belum dikenal laptop ini (daftarkan sekali).</translation>
    </message>
    <message>
        <source>The stick is ready, but not for the centre.</source>
        <translation>Stik siap, tetapi bukan untuk pusat.</translation>
    </message>
    <message>
        <source>Taken: {records} records, {files} files, {receipts} receipts. Carried on for others: {carried}.</source>
        <translation>Diambil: {records} catatan, {files} file, {receipts} tanda terima. Dibawakan untuk kantor lain: {carried}.</translation>
    </message>
    <message>
        <source>Something on the stick is not in order.</source>
        <translation>Ada yang tidak beres di stik.</translation>
    </message>
    <message>
        <source>Nothing on this stick is new here.</source>
        <translation>Tidak ada yang baru di stik ini.</translation>
    </message>
    <message>
        <source>The stick was written on {time}.</source>
        <translation>Stik ditulis pada {time}.</translation>
    </message>
    <message>
        <source>Parcels of other offices go to the centre, unread, with the next Send and fetch.</source>
        <translation>Parsel kantor lain diteruskan ke pusat, tanpa dibaca, pada Kirim dan ambil berikutnya.</translation>
    </message>
    <message>
        <source>The stick was read.</source>
        <translation>Stik sudah dibaca.</translation>
    </message>
    <message>
        <source>Stopped. What was finished stays; the next time it goes on from there.</source>
        <translation>Berhenti. Yang selesai tetap ada; lain kali dilanjutkan dari situ.</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Make this laptop known to the centre</source>
        <translation>Daftarkan laptop ini ke pusat</translation>
    </message>
    <message>
        <source>Line to the centre</source>
        <translation>Sambungan ke pusat</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Yang menunggu</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Alamat server</translation>
    </message>
    <message>
        <source>As the centre gave it, with https://</source>
        <translation>Seperti yang diberikan pusat, dengan https://</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Kode sekali pakai</translation>
    </message>
    <message>
        <source>25 characters; spaces and dashes do not matter.</source>
        <translation>25 karakter; spasi dan tanda hubung tidak berpengaruh.</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Daftarkan</translation>
    </message>
    <message>
        <source>Send and fetch</source>
        <translation>Kirim dan ambil</translation>
    </message>
    <message>
        <source>Everything now</source>
        <translation>Semuanya sekarang</translation>
    </message>
    <message>
        <source>Originals too, without the day&apos;s limit, this once</source>
        <translation>File asli juga, tanpa batas harian, sekali ini</translation>
    </message>
    <message>
        <source>From others</source>
        <translation>Dari yang lain</translation>
    </message>
    <message>
        <source>Files of others</source>
        <translation>File dari yang lain</translation>
    </message>
    <message>
        <source>Once only. The code comes from the regency or the centre; it also proves that the server is the right one.</source>
        <translation>Cukup sekali. Kode diberikan kabupaten/kota atau pusat; kode itu juga membuktikan bahwa servernya benar.</translation>
    </message>
    <message>
        <source>Received means: the centre has signed for it, and this laptop has checked the signature. Until then it is only here. Nothing is removed from this laptop by sending unless you choose it below.</source>
        <translation>Diterima berarti: pusat sudah menandatangani penerimaannya, dan laptop ini sudah memeriksa tanda tangan itu. Sebelum itu semuanya hanya ada di sini. Mengirim tidak mengeluarkan apa pun dari laptop ini, kecuali bila Anda memilihnya di bawah.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Kirim</translation>
    </message>
    <message>
        <source>Last: {time} ({ago})</source>
        <translation>Terakhir: {time} ({ago})</translation>
    </message>
    <message>
        <source>Nothing was sent from here yet.</source>
        <translation>Belum pernah ada yang dikirim dari sini.</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} menunggu</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>tidak ada yang menunggu</translation>
    </message>
    <message>
        <source>{count} received</source>
        <translation>{count} diterima</translation>
    </message>
    <message>
        <source>Type the address.</source>
        <translation>Ketik alamatnya.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Ketik kodenya.</translation>
    </message>
    <message>
        <source>This laptop is known to the centre now.</source>
        <translation>Laptop ini sekarang dikenal pusat.</translation>
    </message>
    <message>
        <source>Server: {server}</source>
        <translation>Server: {server}</translation>
    </message>
    <message>
        <source>Nothing moves at the moment; it goes on by itself when the line is back.</source>
        <translation>Saat ini tidak ada yang bergerak; berlanjut sendiri bila jaringan kembali.</translation>
    </message>
    <message>
        <source>{left} at the present speed ({count} records a second)</source>
        <translation>{left} dengan kecepatan sekarang ({count} catatan per detik)</translation>
    </message>
    <message>
        <source>{left} at the present speed ({size} a second)</source>
        <translation>{left} dengan kecepatan sekarang ({size} per detik)</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>Sent: {records} records and {files} files. Fetched: {came} records and {fetched} files.</source>
        <translation>Terkirim: {records} catatan dan {files} file. Diambil: {came} catatan dan {fetched} file.</translation>
    </message>
    <message>
        <source>Stopped. What was sent stays sent; the next time it goes on at the same place.</source>
        <translation>Dihentikan. Yang sudah terkirim tetap terkirim; berikutnya dilanjutkan dari tempat yang sama.</translation>
    </message>
    <message>
        <source>Not finished. What was sent stays sent; the next time it goes on at the same place.</source>
        <translation>Belum selesai. Yang sudah terkirim tetap terkirim; berikutnya dilanjutkan dari tempat yang sama.</translation>
    </message>
</context>
<context>
    <name>SyncResult</name>
    <message>
        <source>The centre had lost {count} records that it had signed for.</source>
        <translation>Pusat kehilangan {count} catatan yang sudah ditandatanganinya sebagai diterima.</translation>
    </message>
    <message>
        <source>Nothing is lost here: they were sent again, with all files. Tell the centre; its receipts on this laptop prove it.</source>
        <translation>Di sini tidak ada yang hilang: catatan itu dikirim lagi, beserta semua file. Beri tahu pusat; tanda terimanya di laptop ini menjadi bukti.</translation>
    </message>
    <message>
        <source>The centre has set {count} records aside.</source>
        <translation>Pusat menyisihkan {count} catatan.</translation>
    </message>
    <message>
        <source>They are kept here and there. Tell the regency these reasons: {reasons}</source>
        <translation>Catatan itu tetap disimpan di sini dan di sana. Sampaikan alasan ini kepada kabupaten/kota: {reasons}</translation>
    </message>
    <message>
        <source>This laptop has no room for {count} files that others sent.</source>
        <translation>Laptop ini tidak punya tempat untuk {count} file yang dikirim pihak lain.</translation>
    </message>
    <message>
        <source>They stay at the centre. Free some space on this laptop, then send again.</source>
        <translation>File itu tetap ada di pusat. Kosongkan ruang di laptop ini, lalu kirim lagi.</translation>
    </message>
    <message>
        <source>{count} files are larger than the centre takes.</source>
        <translation>{count} file lebih besar daripada yang diterima pusat.</translation>
    </message>
    <message>
        <source>They stay here and in the second copy. Ask the centre how to hand them over.</source>
        <translation>File itu tetap di sini dan di salinan kedua. Tanyakan kepada pusat cara menyerahkannya.</translation>
    </message>
    <message>
        <source>{count} files did not go through.</source>
        <translation>{count} file tidak sampai.</translation>
    </message>
    <message>
        <source>They are tried again next time. If it stays so, check the vault.</source>
        <translation>Akan dicoba lagi lain kali. Bila tetap begitu, periksa brankas.</translation>
    </message>
    <message>
        <source>The clock of this laptop is wrong by {count} minutes.</source>
        <translation>Jam laptop ini meleset {count} menit.</translation>
    </message>
    <message>
        <source>Set it right: deadlines are counted by it. What was sent is valid all the same.</source>
        <translation>Betulkan jamnya: tenggat dihitung dengannya. Yang sudah dikirim tetap sah.</translation>
    </message>
    <message>
        <source>{count} signed papers still wait for a timestamp.</source>
        <translation>{count} surat bertanda tangan masih menunggu stempel waktu.</translation>
    </message>
    <message>
        <source>The papers are as they were and valid; it is tried again with the next round.</source>
        <translation>Surat tetap seperti semula dan berlaku; dicoba lagi pada pengiriman berikutnya.</translation>
    </message>
    <message>
        <source>The rest goes tomorrow, or now with Everything now. The limit stands below, in How it is sent.</source>
        <translation>Sisanya dikirim besok, atau sekarang dengan Semuanya sekarang. Batasnya ada di bawah, pada Cara mengirim.</translation>
    </message>
    <message>
        <source>The day&apos;s limit for the line is reached.</source>
        <translation>Batas harian untuk jaringan sudah tercapai.</translation>
    </message>
    <message>
        <source>{count} originals ({size}) wait for the night or a stick, as chosen below.</source>
        <translation>{count} file asli ({size}) menunggu malam atau stik, sesuai pilihan di bawah.</translation>
    </message>
    <message>
        <source>Everything that goes now was exchanged.</source>
        <translation>Semua yang boleh dikirim sekarang sudah dipertukarkan.</translation>
    </message>
    <message>
        <source>{count} originals that the centre holds were removed from here ({size}), as chosen below.</source>
        <translation>{count} file asli yang disimpan pusat dikeluarkan dari sini ({size}), sesuai pilihan di bawah.</translation>
    </message>
    <message>
        <source>New from the centre: {names}. Drafts stay on their version until they are moved.</source>
        <translation>Baru dari pusat: {names}. Draf tetap pada versinya sampai dipindahkan.</translation>
    </message>
    <message>
        <source>Everything was exchanged with the centre.</source>
        <translation>Semuanya sudah dipertukarkan dengan pusat.</translation>
    </message>
    <message>
        <source>rules of {version}</source>
        <translation>aturan {version}</translation>
    </message>
</context>
<context>
    <name>TakeUpDialog</name>
    <message>
        <source>The new passphrase</source>
        <translation>Frasa sandi baru</translation>
    </message>
</context>
<context>
    <name>TakingIn</name>
    <message>
        <source>From the phone: into which case?</source>
        <translation>Dari ponsel: ke berkas mana?</translation>
    </message>
    <message>
        <source>Type a name, place or number; Enter chooses.</source>
        <translation>Ketik nama, tempat, atau nomor; Enter memilih.</translation>
    </message>
    <message>
        <source>Take {count} files into which case?</source>
        <translation>Masukkan {count} file ke berkas mana?</translation>
    </message>
    <message>
        <source>From the phone</source>
        <translation>Dari ponsel</translation>
    </message>
</context>
<context>
    <name>TickRow</name>
    <message>
        <source>Say it yourself: {item}</source>
        <translation>Nyatakan sendiri: {item}</translation>
    </message>
    <message>
        <source>Say it yourself</source>
        <translation>Nyatakan sendiri</translation>
    </message>
    <message>
        <source>As the form says</source>
        <translation>Sesuai formulir</translation>
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
    <name>Times</name>
    <message>
        <source>just now</source>
        <translation>baru saja</translation>
    </message>
    <message>
        <source>{count} minutes ago</source>
        <translation>{count} menit lalu</translation>
    </message>
    <message>
        <source>{count} hours ago</source>
        <translation>{count} jam lalu</translation>
    </message>
    <message>
        <source>{count} days ago</source>
        <translation>{count} hari lalu</translation>
    </message>
    <message>
        <source>about {count} minutes more</source>
        <translation>sekitar {count} menit lagi</translation>
    </message>
    <message>
        <source>about {count} hours more</source>
        <translation>sekitar {count} jam lagi</translation>
    </message>
</context>
<context>
    <name>TokenPanel</name>
    <message>
        <source>Token module</source>
        <translation>Modul token</translation>
    </message>
    <message>
        <source>The file that came with the token&apos;s program (.dll, .so); kept for this laptop.</source>
        <translation>File yang menyertai program token (.dll, .so); disimpan untuk laptop ini.</translation>
    </message>
    <message>
        <source>Choose ...</source>
        <translation>Pilih ...</translation>
    </message>
    <message>
        <source>Look for tokens</source>
        <translation>Cari token</translation>
    </message>
    <message>
        <source>Certificate on the token</source>
        <translation>Sertifikat pada token</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>PIN token</translation>
    </message>
    <message>
        <source>No certificate was found. Is the token plugged in?</source>
        <translation>Tidak ada sertifikat. Apakah token terpasang?</translation>
    </message>
    <message>
        <source>Look for tokens first.</source>
        <translation>Cari token lebih dahulu.</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>sampai {day}</translation>
    </message>
</context>
<context>
    <name>TrialWindow</name>
    <message>
        <source>Trying: {form}</source>
        <translation>Mencoba: {form}</translation>
    </message>
    <message>
        <source>Open answers ...</source>
        <translation>Buka jawaban ...</translation>
    </message>
    <message>
        <source>Save answers ...</source>
        <translation>Simpan jawaban ...</translation>
    </message>
    <message>
        <source>Paper as PDF ...</source>
        <translation>Cetakan sebagai PDF ...</translation>
    </message>
    <message>
        <source>Table as CSV ...</source>
        <translation>Tabel sebagai CSV ...</translation>
    </message>
    <message>
        <source>What is missing?</source>
        <translation>Apa yang kurang?</translation>
    </message>
    <message>
        <source>To be mended before this form can be published: {count}</source>
        <translation>Perlu diperbaiki sebelum formulir ini dapat diterbitkan: {count}</translation>
    </message>
    <message>
        <source>Missing or wrong answers: {count}</source>
        <translation>Jawaban yang kurang atau keliru: {count}</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Tidak ada yang kurang.</translation>
    </message>
    <message>
        <source>Saved as a file.</source>
        <translation>Tersimpan sebagai file.</translation>
    </message>
</context>
<context>
    <name>TrustPage</name>
    <message>
        <source>Who tells the time for signed papers, and whom this office believes</source>
        <translation>Siapa yang memberi waktu pada surat, dan siapa yang dipercaya kantor ini</translation>
    </message>
    <message>
        <source>Timestamps and authorities</source>
        <translation>Stempel waktu dan penerbit sertifikat</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Add a certificate ...</source>
        <translation>Tambah sertifikat ...</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>Stempel waktu</translation>
    </message>
    <message>
        <source>When an address is set, every signed paper gets a timestamp with the next round of sending, so that it can still be checked when certificates have expired. Without one, nothing is asked.</source>
        <translation>Bila alamat diisi, setiap surat bertanda tangan mendapat stempel waktu pada pengiriman berikutnya, sehingga tetap dapat diperiksa ketika sertifikat sudah kedaluwarsa. Tanpa alamat, tidak ada yang diminta.</translation>
    </message>
    <message>
        <source>Address of the timestamp authority</source>
        <translation>Alamat penyedia stempel waktu</translation>
    </message>
    <message>
        <source>Authorities that this office believes</source>
        <translation>Penerbit sertifikat yang dipercaya kantor ini</translation>
    </message>
    <message>
        <source>A signer whose certificate one of these has issued is known; a timestamp of one of these counts.</source>
        <translation>Penanda tangan yang sertifikatnya diterbitkan salah satunya dikenal; stempel waktu dari salah satunya diakui.</translation>
    </message>
    <message>
        <source>{count} signed papers wait for a timestamp.</source>
        <translation>{count} surat bertanda tangan menunggu stempel waktu.</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Belum ada.</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>Berlaku sampai {day}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Certificate of an authority</source>
        <translation>Sertifikat penerbit</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>Tersimpan.</translation>
    </message>
</context>
<context>
    <name>TwoAtOnce</name>
    <message>
        <source>Two laptops set this without knowing of each other.</source>
        <translation>Dua laptop mengatur ini tanpa saling mengetahui.</translation>
    </message>
    <message>
        <source>The first is in force everywhere. Choose the one that shall hold.</source>
        <translation>Yang pertama berlaku di mana-mana. Pilih yang akan berlaku.</translation>
    </message>
    <message>
        <source>As {person} set it, {at}</source>
        <translation>Sesuai {person}, {at}</translation>
    </message>
    <message>
        <source>The first day counts</source>
        <translation>Hari pertama ikut dihitung</translation>
    </message>
    <message>
        <source>Cuti bersama is a working day</source>
        <translation>Cuti bersama dihitung hari kerja</translation>
    </message>
    <message>
        <source>Office hours</source>
        <translation>Jam kerja</translation>
    </message>
    <message>
        <source>Days off added</source>
        <translation>Hari libur tambahan</translation>
    </message>
    <message>
        <source>Days off taken away</source>
        <translation>Hari libur yang dihapus</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Lama tenggat</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Tahapan</translation>
    </message>
    <message>
        <source>Name lines</source>
        <translation>Baris nama</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telepon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Surel</translation>
    </message>
    <message>
        <source>City before the date</source>
        <translation>Kota di depan tanggal</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>Ukuran biasa</translation>
    </message>
    <message>
        <source>Size of single forms</source>
        <translation>Ukuran formulir tertentu</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ya</translation>
    </message>
    <message>
        <source>no</source>
        <translation>tidak</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} huruf</translation>
    </message>
</context>
<context>
    <name>TwoVersionsPage</name>
    <message>
        <source>Two versions</source>
        <translation>Dua versi</translation>
    </message>
    <message>
        <source>Save the chosen version</source>
        <translation>Simpan versi pilihan</translation>
    </message>
    <message>
        <source>All of {version}</source>
        <translation>Semua dari {version}</translation>
    </message>
    <message>
        <source>Version {letter}</source>
        <translation>Versi {letter}</translation>
    </message>
    <message>
        <source>Two descriptions of this evidence</source>
        <translation>Dua uraian bukti ini</translation>
    </message>
    <message>
        <source>Two states of this case</source>
        <translation>Dua keadaan perkara ini</translation>
    </message>
    <message>
        <source>Two versions of {form}</source>
        <translation>Dua versi {form}</translation>
    </message>
    <message>
        <source>Two laptops changed it without knowing of each other. Nothing is lost: both stay in the history.</source>
        <translation>Dua laptop mengubahnya tanpa saling tahu. Tidak ada yang hilang: keduanya tetap ada dalam riwayat.</translation>
    </message>
    <message>
        <source>{name}, laptop {laptop}</source>
        <translation>{name}, laptop {laptop}</translation>
    </message>
    <message>
        <source>Fields that differ: {count}.</source>
        <translation>Isian yang berbeda: {count}.</translation>
    </message>
    <message>
        <source>Still to be chosen: {count}.</source>
        <translation>Belum dipilih: {count}.</translation>
    </message>
    <message>
        <source>Further versions after these: {count}.</source>
        <translation>Masih ada versi lain setelah ini: {count}.</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>Use the recovery sheet</source>
        <translation>Pakai lembar pemulihan</translation>
    </message>
    <message>
        <source>The code on the recovery sheet</source>
        <translation>Kode pada lembar pemulihan</translation>
    </message>
    <message>
        <source>Ten groups of four; spaces and dashes do not matter.</source>
        <translation>Sepuluh kelompok berisi empat; spasi dan tanda hubung tidak berpengaruh.</translation>
    </message>
    <message>
        <source>Open for reading</source>
        <translation>Buka untuk membaca</translation>
    </message>
    <message>
        <source>Back to the passphrase</source>
        <translation>Kembali ke frasa sandi</translation>
    </message>
    <message>
        <source>Open another vault ...</source>
        <translation>Buka brankas lain ...</translation>
    </message>
    <message>
        <source>Set up or join an office</source>
        <translation>Siapkan atau gabung kantor</translation>
    </message>
    <message>
        <source>The sheet opens the vault for reading only. Then the chair or the regency gives you a new key, and you write again.</source>
        <translation>Lembar ini membuka brankas hanya untuk dibaca. Setelah itu ketua atau kabupaten/kota memberi Anda kunci baru, dan Anda dapat menulis lagi.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Ketik kodenya.</translation>
    </message>
    <message>
        <source>Opening ...</source>
        <translation>Membuka ...</translation>
    </message>
    <message>
        <source>Bringing the vault up to date</source>
        <translation>Memperbarui brankas</translation>
    </message>
    <message>
        <source>Choose the folder of the vault</source>
        <translation>Pilih folder brankas</translation>
    </message>
</context>
<context>
    <name>UnsureList</name>
    <message>
        <source>The computer cannot say whether these came out of the printer. Look, and say so; nothing is sent twice by itself.</source>
        <translation>Komputer tidak tahu apakah dokumen ini sudah keluar dari pencetak. Lihat, lalu pilih; tidak ada yang dikirim dua kali dengan sendirinya.</translation>
    </message>
    <message>
        <source>It came out</source>
        <translation>Sudah keluar</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Kirim lagi</translation>
    </message>
</context>
<context>
    <name>VersionCard</name>
    <message>
        <source>Version of the program</source>
        <translation>Versi program</translation>
    </message>
    <message>
        <source>Take an update ...</source>
        <translation>Ambil pembaruan ...</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Membongkar</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Uji mandiri</translation>
    </message>
    <message>
        <source>A file from your Bawaslu, for instance on a stick. Nothing is changed until the new version has passed its self-test on this laptop, and the version in use is kept.</source>
        <translation>File dari Bawaslu Anda, misalnya di flashdisk. Tidak ada yang diubah sebelum versi baru lulus uji mandiri di laptop ini, dan versi yang dipakai tetap disimpan.</translation>
    </message>
    <message>
        <source>Stay with {version}</source>
        <translation>Tetap pakai {version}</translation>
    </message>
    <message>
        <source>Go back to {version}</source>
        <translation>Kembali ke {version}</translation>
    </message>
    <message>
        <source>Version {version} is in use.</source>
        <translation>Yang dipakai versi {version}.</translation>
    </message>
    <message>
        <source>It runs from its source and is brought up to date there.</source>
        <translation>Program ini berjalan dari kode sumber dan diperbarui di sana.</translation>
    </message>
    <message>
        <source>Close Bukti and start it again: then version {version} is used.</source>
        <translation>Tutup Bukti lalu buka lagi: setelah itu versi {version} dipakai.</translation>
    </message>
    <message>
        <source>Version {version} did not come up on this laptop and was left again.</source>
        <translation>Versi {version} tidak bisa dibuka di laptop ini dan tidak dipakai lagi.</translation>
    </message>
    <message>
        <source>Choose the file with the new version</source>
        <translation>Pilih file versi baru</translation>
    </message>
    <message>
        <source>Updates of Bukti (*.update)</source>
        <translation>Pembaruan Bukti (*.update)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Semua file (*)</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} dari {total}</translation>
    </message>
    <message>
        <source>a minute or two</source>
        <translation>satu dua menit</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Dihentikan. Tidak ada yang diubah.</translation>
    </message>
</context>
<context>
    <name>ViewNameDialog</name>
    <message>
        <source>Save this view</source>
        <translation>Simpan tampilan ini</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Nama tampilan</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>It stays on this laptop. A view of the same name is replaced.</source>
        <translation>Tersimpan di laptop ini saja. Tampilan dengan nama yang sama diganti.</translation>
    </message>
</context>
<context>
    <name>ViewerPage</name>
    <message>
        <source>Show the original</source>
        <translation>Tampilkan aslinya</translation>
    </message>
    <message>
        <source>Mark or cover ...</source>
        <translation>Tandai atau tutup ...</translation>
    </message>
    <message>
        <source>Save the original as ...</source>
        <translation>Simpan file asli ...</translation>
    </message>
    <message>
        <source>Previous (←)</source>
        <translation>Sebelumnya (←)</translation>
    </message>
    <message>
        <source>Next (→)</source>
        <translation>Berikutnya (→)</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Perkecil (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Perbesar (+)</translation>
    </message>
    <message>
        <source>Whole picture (0)</source>
        <translation>Seluruh gambar (0)</translation>
    </message>
    <message>
        <source>Turn the view (R)</source>
        <translation>Putar tampilan (R)</translation>
    </message>
    <message>
        <source>original</source>
        <translation>asli</translation>
    </message>
    <message>
        <source>working copy</source>
        <translation>salinan kerja</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} dari {count}</translation>
    </message>
</context>
<context>
    <name>ViewsMenu</name>
    <message>
        <source>All cases, as usual</source>
        <translation>Semua berkas, seperti biasa</translation>
    </message>
    <message>
        <source>&amp;Save this view ...</source>
        <translation>&amp;Simpan tampilan ini ...</translation>
    </message>
    <message>
        <source>&amp;Forget a view</source>
        <translation>&amp;Lupakan tampilan</translation>
    </message>
    <message>
        <source>&amp;Columns ...</source>
        <translation>&amp;Kolom ...</translation>
    </message>
</context>
<context>
    <name>WelcomeStep</name>
    <message>
        <source>Welcome to Bukti</source>
        <translation>Selamat datang di Bukti</translation>
    </message>
    <message>
        <source>The evidence desk of election supervisors. It works without internet; everything stays encrypted on this laptop.</source>
        <translation>Meja bukti bagi pengawas pemilu. Bekerja tanpa internet; semuanya tersimpan terenkripsi di laptop ini.</translation>
    </message>
    <message>
        <source>Set up my office</source>
        <translation>Siapkan kantor saya</translation>
    </message>
    <message>
        <source>This is the first laptop of the office.</source>
        <translation>Ini laptop pertama di kantor.</translation>
    </message>
    <message>
        <source>Join my office</source>
        <translation>Bergabung dengan kantor saya</translation>
    </message>
    <message>
        <source>Another laptop of the office is set up already.</source>
        <translation>Laptop lain di kantor ini sudah disiapkan.</translation>
    </message>
    <message>
        <source>Restore a lost laptop</source>
        <translation>Pulihkan laptop yang hilang</translation>
    </message>
    <message>
        <source>From its second copy on a stick or disk.</source>
        <translation>Dari salinan kedua di stik atau disk.</translation>
    </message>
    <message>
        <source>Open an existing vault</source>
        <translation>Buka brankas yang sudah ada</translation>
    </message>
    <message>
        <source>A vault folder lies on this laptop or on a disk.</source>
        <translation>Folder brankas sudah ada di laptop ini atau di disk.</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>Latihan</translation>
    </message>
    <message>
        <source>A drill office in an invented region. Papers are marked LATIHAN.</source>
        <translation>Kantor latihan di wilayah rekaan. Surat diberi tanda LATIHAN.</translation>
    </message>
</context>
<context>
    <name>WholePaste</name>
    <message>
        <source>Nothing was pasted: this field holds at most {most} characters. Keep a long text in a file and add it as evidence.</source>
        <translation>Tidak ada yang ditempel: isian ini memuat paling banyak {most} karakter. Simpan teks panjang dalam file dan tambahkan sebagai bukti.</translation>
    </message>
</context>
<context>
    <name>WishForm</name>
    <message>
        <source>Search number, event, name ...</source>
        <translation>Cari nomor, peristiwa, nama ...</translation>
    </message>
    <message>
        <source>Search a form ...</source>
        <translation>Cari formulir ...</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Pilih semua</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>Kosongkan</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>Berkas mana</translation>
    </message>
    <message>
        <source>Which forms (none ticked: all)</source>
        <translation>Formulir mana (kosong: semua)</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
</context>
<context>
    <name>WithdrawDialog</name>
    <message>
        <source>Withdraw</source>
        <translation>Tarik</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Alasan</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>Frasa sandi Anda</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>Tarik</translation>
    </message>
    <message>
        <source>It no longer counts in the case and is not printed any more. Its words, its papers and its number stay, and the history shows who withdrew it, when and why. This cannot be taken back; begin a new form instead.</source>
        <translation>Formulir ini tidak lagi dihitung dalam berkas dan tidak dicetak lagi. Isi, surat, dan nomornya tetap ada, dan riwayat menunjukkan siapa yang menariknya, kapan, dan mengapa. Penarikan tidak dapat dibatalkan; buat formulir baru bila perlu.</translation>
    </message>
    <message>
        <source>A sealed statement is withdrawn by a legal act: you sign it.</source>
        <translation>Keterangan yang disegel ditarik dengan perbuatan hukum: Anda menandatanganinya.</translation>
    </message>
    <message>
        <source>Withdraw: {form}</source>
        <translation>Tarik: {form}</translation>
    </message>
</context>
<context>
    <name>Withdrawing</name>
    <message>
        <source>It is withdrawn.</source>
        <translation>Sudah ditarik.</translation>
    </message>
    <message>
        <source>The history shows it, with the reason.</source>
        <translation>Riwayat menunjukkannya, dengan alasannya.</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Stopping ...</source>
        <translation>Menghentikan ...</translation>
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
