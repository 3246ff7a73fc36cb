"""Addresses of members' questions and proposals, under /kien-nghi/."""

from django.urls import path

from chibo.proposals.views import acting, reading

app_name = "proposals"
urlpatterns = [
    path("", reading.proposal_list, name="list"),
    path("gui/", acting.send, name="send"),
    path("so-lieu/", reading.counts, name="counts"),
    path("<uuid:proposal_id>/", reading.detail, name="detail"),
    path("<uuid:proposal_id>/phan-cong/", acting.take, name="take"),
    path("<uuid:proposal_id>/tra-loi/", acting.answer, name="answer"),
    path("<uuid:proposal_id>/theo-doi/", acting.follow_up, name="follow_up"),
    path("<uuid:proposal_id>/dong-y/", acting.accept, name="accept"),
    path("<uuid:proposal_id>/chua-ro/", acting.reopen, name="reopen"),
    path("<uuid:proposal_id>/rut/", acting.withdraw, name="withdraw"),
]
