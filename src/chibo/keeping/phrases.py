"""What the room says in the terminal: while it works, and when it refuses."""

from django.utils.translation import gettext_lazy as _

TOLD = {
    "keeping.taking_snapshot": _("Đang chụp cơ sở dữ liệu…"),
    "keeping.checking_files": _("Đang đối chiếu %(count)s tệp đã lưu…"),
    "keeping.writing": _("Đang ghi bản sao lưu %(file)s…"),
    "keeping.reading_back": _("Đang đọc lại để kiểm tra…"),
    "keeping.made": _("Đã sao lưu và đọc lại đúng: %(tables)s bảng, %(rows)s dòng, %(files)s tệp."),
    "keeping.made_at": _("Tệp sao lưu: %(file)s"),
    "keeping.made_incomplete": _("Bản sao lưu thiếu %(count)s tệp đã mất hoặc hỏng: %(names)s."),
    "keeping.strangers": _("Không sao lưu những gì phần mềm không biết: %(names)s."),
    "keeping.key_outside": _(
        "Khóa CHIBO_SECRET_KEY không nằm trong bản sao lưu. Cất khóa ấy ở nơi riêng: khôi phục phải có."
    ),
    "keeping.unpacking": _("Đang mở bản sao lưu %(file)s…"),
    "keeping.comparing": _("Đang đối chiếu %(count)s bảng…"),
    "keeping.restored": _(
        "Đã khôi phục vào %(folder)s, đối chiếu khớp với bản gốc: %(tables)s bảng, %(rows)s dòng, %(files)s tệp."
    ),
    "keeping.restored_after": _(
        "Mọi đồng chí phải đăng nhập lại. Hòm phiếu kín đang mở lúc sao lưu không mở được nữa: bỏ phiếu lại."
    ),
    "keeping.whole": _(
        "Bản sao lưu lúc %(moment)s nguyên vẹn (phần mềm %(program)s, %(engine)s): %(tables)s bảng, "
        "%(rows)s dòng, %(files)s tệp."
    ),
    "keeping.exported": _("Đã xuất %(rows)s dòng của %(tables)s bảng và %(files)s tệp vào %(file)s."),
    "keeping.exported_after": _(
        "Tệp không mã hóa và có dữ liệu cá nhân: cất giữ như hồ sơ giấy. Việc xuất đã ghi vào nhật ký."
    ),
    "keeping.key_made": _(
        "Đã ghi khóa riêng vào %(file)s. Cất ở nơi khác máy này; mất khóa là không mở được bản sao lưu."
    ),
    "keeping.key_public": _("Khóa công khai, dùng với --to: %(key)s"),
    "keeping.type_passphrase": _("Mật khẩu của bản sao lưu: "),
    "keeping.type_again": _("Nhập lại lần nữa: "),
}

README = _(
    "Dữ liệu xuất từ Chibo %(program)s.\n\n"
    "Người xuất: %(name)s. Lúc: %(moment)s. Mục đích: %(purpose)s. Tổ chức: %(unit)s.\n\n"
    "Trong tệp có dữ liệu cá nhân về đảng viên: cất giữ như hồ sơ giấy, xóa khi hết mục đích.\n\n"
    "tables/  mỗi bảng một tệp, mỗi dòng một bản ghi JSON, mã hóa UTF-8; ngày theo ISO 8601, giờ theo UTC.\n"
    "files/  các tệp đã lưu, tên là SHA-256; tên gốc ở tables/documents.StoredFile.jsonl.\n"
    "schema.json  nghĩa của từng bảng, từng cột; refers_to là bảng mà cột dẫn tới.\n"
    "export.json  số dòng của từng bảng và SHA-256 của từng tệp.\n\n"
    "Chỉ có những gì người xuất được đọc trong chương trình, nên một cột có thể dẫn tới bản ghi không có ở đây. "
    "Không có tài khoản, nhật ký và phiếu kín; muốn giữ tất cả thì dùng chibo backup.\n"
)

REFUSALS = {
    "keeping.no_purpose": _(
        "Chưa có mục đích xuất dữ liệu. Ghi mục đích bằng --purpose; mục đích được lưu vào nhật ký."
    ),
    "keeping.may_not_export": _(
        "Tài khoản %(username)s không được xuất dữ liệu. Dùng tài khoản của văn phòng hoặc bí thư."
    ),
    "keeping.which_unit": _("Chưa rõ xuất dữ liệu của tổ chức nào. Ghi rõ tên một tổ chức: %(names)s."),
    "keeping.no_passphrase": _(
        "Chưa có mật khẩu cho bản sao lưu. Chạy trong cửa sổ lệnh để nhập, hoặc dùng --passphrase-file, hoặc --to."
    ),
    "keeping.short_passphrase": _("Mật khẩu của bản sao lưu cần ít nhất %(least)s ký tự. Chọn mật khẩu dài hơn."),
    "keeping.passphrases_differ": _("Hai lần nhập mật khẩu không giống nhau. Chạy lại lệnh và nhập lại."),
    "keeping.no_public_key": _("%(key)s không phải khóa công khai của age. Khóa ấy bắt đầu bằng age1."),
    "keeping.no_private_key": _("Trong tệp không có khóa riêng của age. Khóa ấy bắt đầu bằng AGE-SECRET-KEY-1."),
    "keeping.wants_key": _("Bản sao lưu này khóa bằng khóa age. Ghi tên tệp khóa riêng sau --key."),
    "keeping.wrong_passphrase": _(
        "Không mở được %(file)s: mật khẩu sai, hoặc phần đầu tệp đã hỏng. Nhập lại mật khẩu."
    ),
    "keeping.machine_busy": _("Máy đang quá bận nên chưa mở được %(file)s. Đợi máy rảnh rồi chạy lại lệnh."),
    "keeping.wrong_key": _("Không mở được %(file)s: khóa không đúng, hoặc phần đầu tệp đã hỏng. Dùng khóa khác."),
    "keeping.no_backup": _("%(file)s không phải bản sao lưu của Chibo. Chọn đúng tệp .chibo-backup."),
    "keeping.damaged": _("%(file)s bị cắt cụt hoặc hỏng. Dùng bản sao lưu khác; không có gì bị thay đổi."),
    "keeping.not_as_listed": _("Trong bản sao lưu, %(name)s không đúng như bảng kê. Dùng bản sao lưu khác."),
    "keeping.newer_format": _(
        "Bản sao lưu do phần mềm %(program)s tạo, mới hơn bản đang dùng. Cập nhật phần mềm trước."
    ),
    "keeping.newer_program": _(
        "Cơ sở dữ liệu trong bản sao lưu thuộc phần mềm %(program)s, mới hơn bản đang dùng. Cập nhật phần mềm trước."
    ),
    "keeping.other_engine": _(
        "Bản sao lưu là của %(made)s, còn nơi này dùng %(here)s. Đặt CHIBO_DATABASE theo đúng loại của bản sao lưu."
    ),
    "keeping.from_closed_network": _(
        "Bản sao lưu của mạng khép kín không được đưa vào hệ thống nối internet. Đặt CHIBO_MODE=closed nếu máy này "
        "thuộc mạng khép kín."
    ),
    "keeping.other_secret_key": _(
        "CHIBO_SECRET_KEY không phải khóa lúc sao lưu. Đặt đúng khóa cũ; nếu đã mất, thêm --without-secret-key."
    ),
    "keeping.secret_key_not_inside": _(
        "Khóa của hệ thống không nằm trong bản sao lưu này. Đặt CHIBO_SECRET_KEY như lúc sao lưu; nếu "
        "đã mất, thêm --without-secret-key, khi ấy đồng chí nào dùng xác thực hai bước phải lập lại."
    ),
    "keeping.not_empty": _("%(folder)s không trống. Chỉ khôi phục vào nơi trống: chọn thư mục khác bằng --data."),
    "keeping.database_not_empty": _(
        "Cơ sở dữ liệu %(database)s đã có bảng. Tạo một cơ sở dữ liệu trống rồi đặt tên nó vào CHIBO_DATABASE."
    ),
    "keeping.tables_differ": _("Sau khi khôi phục, các bảng này khác bản gốc: %(names)s. Không dùng kết quả này."),
    "keeping.target_exists": _("%(file)s đã có. Chọn tên khác; bản sao lưu cũ không bao giờ bị ghi đè."),
    "keeping.no_folder": _("Không có thư mục %(folder)s. Tạo thư mục hoặc chọn nơi khác."),
    "keeping.target_in_data": _("Không ghi bản sao lưu vào thư mục dữ liệu %(folder)s. Chọn ổ đĩa hoặc máy khác."),
    "keeping.not_read": _("Không đọc được %(file)s: %(reason)s. Xem lại tên tệp và quyền đọc."),
    "keeping.not_written": _("Không ghi được vào %(place)s: %(reason)s. Dọn chỗ trống hoặc chọn nơi khác."),
    "keeping.running": _("Một lần sao lưu khác đang chạy. Đợi xong rồi chạy lại."),
    "keeping.files_lost": _(
        "%(count)s tệp đã lưu bị mất hoặc hỏng: %(names)s. Khôi phục tệp từ bản sao lưu trước, hoặc thêm --incomplete."
    ),
    "keeping.changed_meanwhile": _("%(name)s thay đổi trong lúc sao lưu. Chạy lại lệnh."),
    "keeping.no_database": _("Chưa có cơ sở dữ liệu ở %(place)s. Xem lại --data hoặc CHIBO_DATA."),
    "keeping.database_damaged": _("Cơ sở dữ liệu %(place)s bị hỏng: %(reason)s. Khôi phục từ bản sao lưu gần nhất."),
    "keeping.tool_missing": _(
        "Không tìm thấy chương trình %(program)s. Cài gói postgresql-client, hoặc ghi thư mục có chương "
        "trình ấy vào CHIBO_POSTGRES_BIN."
    ),
    "keeping.tool_failed": _(
        "%(program)s báo lỗi: %(reason)s. Bản %(program)s phải không cũ hơn máy chủ PostgreSQL (CHIBO_POSTGRES_BIN)."
    ),
}
